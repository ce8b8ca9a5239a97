/** What a picture looks like on a light and on a dark page. */
export type Appearance = 'dark' | 'light';

/** The colours of a picture. */
export interface Colors {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly bound: string;
  readonly aemm: string;
  readonly ec2: string;
  readonly bare: string;
}

export const COLORS: Readonly<Record<Appearance, Colors>> = {
  light: {
    ground: '#ffffff',
    text: '#1f2328',
    faint: '#57606a',
    grid: '#d8dee4',
    bound: '#cf222e',
    aemm: '#0969da',
    ec2: '#bc4c00',
    bare: '#8c959f',
  },
  dark: {
    ground: '#0d1117',
    text: '#e6edf3',
    faint: '#9198a1',
    grid: '#2d333b',
    bound: '#ff7b72',
    aemm: '#58a6ff',
    ec2: '#f0883e',
    bare: '#6e7681',
  },
};
