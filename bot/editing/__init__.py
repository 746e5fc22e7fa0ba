"""Editing the catalogue while it is served: revisions over the shipped files, checked, reviewed and published."""
