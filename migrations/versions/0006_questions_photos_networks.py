"""photos of what was seen, what people thought, and the rest of the workplace

Revision: 0006, after 0005.
"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what photos, evaluation and the organiser's rooms keep."""


def downgrade() -> None:
    """Take it away again."""
