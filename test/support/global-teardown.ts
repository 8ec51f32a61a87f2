/** Ends the run's PostgreSQL; its owner deletes the folder. */
export default async function globalTeardown(): Promise<void> {
  const cluster = globalThis.scripTestCluster;
  if (!cluster || cluster.exitCode !== null) return;
  await new Promise((resolve) => {
    cluster.once('exit', resolve);
    cluster.disconnect();
  });
}
