"""What comes with the program."""

from pathlib import Path

SHIPPED_CATALOGUE = Path(__file__).parent.parent / "policy_data"
