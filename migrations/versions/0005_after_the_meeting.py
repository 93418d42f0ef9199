"""after the meeting, and the rest of the workplace

Revision: 0005, after 0004.
"""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the report, the library and the people's table keep."""


def downgrade() -> None:
    """Take it away again."""
