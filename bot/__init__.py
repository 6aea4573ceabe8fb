"""The machine: what arrives, what leaves, what ticks, and how it is all put together."""
