"""The editor: administrators keep answers, measures, facts and parameters true, without touching code."""
