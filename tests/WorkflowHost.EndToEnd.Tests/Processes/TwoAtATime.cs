using Xunit;

// Each story has a host and a browser of its own, which mostly wait for one another: two of them fill two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
