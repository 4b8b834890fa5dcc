"""The texts of the screens, styled but not laid out."""
