/** What is used here of Node's diagnostic reports; Windows has no such limits. */
interface Reporter {
  excludeNetwork: boolean;
  getReport(): {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | 'unlimited' } };
  };
}

/** How many files and sockets the system lets this process open. Asking takes some milliseconds. */
export function descriptorLimit(): number {
  // The types of Node lack a part of it.
  const report = process.report as unknown as Reporter;
  const { excludeNetwork } = report;
  // Else it would ask the resolver for the name of every client.
  report.excludeNetwork = true;
  const { userLimits } = report.getReport();
  report.excludeNetwork = excludeNetwork;
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}
