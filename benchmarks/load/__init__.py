"""The load harness: a whole system under a storm of people, and a sweep of what must hold after it.

`python -m benchmarks.load --help`; how to run it and read it stands in `docs/load.md`.
"""
