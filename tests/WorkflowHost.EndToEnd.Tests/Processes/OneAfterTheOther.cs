using Xunit;

// Each story has a host and a browser of its own, which fill two cores; side by side they only take as long, and wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 1)]
