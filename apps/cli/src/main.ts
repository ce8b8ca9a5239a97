/** Runs the command line with the arguments after the program's name. */
export async function main(_argv: readonly string[]): Promise<void> {
  process.stdout.write('ec2-metadata-mock\n');
}
