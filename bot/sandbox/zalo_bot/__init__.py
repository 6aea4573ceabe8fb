"""A local Zalo Bot Platform, as strict as what is known of the real one."""
