"""Speed of the assistant as ratios to baselines of the same run: `make bench`."""
