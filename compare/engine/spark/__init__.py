"""The near-duplicate search on Apache Spark: the functions of the local engine, called in Arrow batches."""
