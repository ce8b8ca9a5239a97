// prom-client asks for the current span where its metrics of the process are collected with exemplars, which ours are not.

/** What is asked for spans: there is none. */
export const trace = { getSpan: (): undefined => undefined };

/** The context of no span. */
export const context = { active: (): undefined => undefined };
