"""The screens: each reads through services, hands values down, and calls services for every change."""
