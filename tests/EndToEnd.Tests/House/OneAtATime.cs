// Every test here runs a node and perhaps a browser; side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
