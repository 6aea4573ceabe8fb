"""A local Zalo Official Account platform, as strict as what is known of the real one."""
