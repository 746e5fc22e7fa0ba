"""Reads policy_data and decides: eligible, how much, because of what. Pure."""
