using Xunit;

// Each story has a host and a browser of its own; two cores are full with one of them beside the other test projects.
[assembly: CollectionBehavior(MaxParallelThreads = 1)]
