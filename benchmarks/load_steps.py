"""The measures of the load benchmark in their order; each variant has everything of those before it."""

STEPS = ("stock", "uvloop", "no_gc_after_run", "shared_frames", "all")
