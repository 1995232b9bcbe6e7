"""What Go's own tools say: tests, benchmarks, profiles and the compiler's remarks."""
