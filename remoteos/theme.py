"""The themes that remoteos comes with, beside Textual's own."""

from textual.theme import Theme

DARK = Theme(
    name="remoteos-dark",
    primary="#6CB6C9",
    secondary="#8FA3B8",
    accent="#6CB6C9",
    warning="#E0B060",
    error="#E58A85",
    success="#8CBF88",
    foreground="#D8DDE3",
    background="#15191E",
    surface="#1B2026",
    panel="#222830",
    dark=True,
    variables={
        "block-cursor-background": "#2F5B68",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#7CC3D5",
        "text-muted": "#9AA5B1",
        "border": "#3A444F",
        "border-blurred": "#2C343D",
        "input-selection-background": "#2F5B68",
        "scrollbar-background": "#222830",
        "scrollbar-background-hover": "#222830",
        "scrollbar-background-active": "#222830",
    },
)
"""Calm and dark: one accent, little contrast where nothing is to be read."""

LIGHT = Theme(
    name="remoteos-light",
    primary="#1F6F85",
    secondary="#4B5E73",
    accent="#1F6F85",
    warning="#7F5200",
    error="#A63A34",
    success="#2F6B37",
    foreground="#22292F",
    background="#FAF9F6",
    surface="#F3F1EC",
    panel="#E8E6DF",
    dark=False,
    variables={
        "block-cursor-background": "#BFDDE5",
        "block-cursor-foreground": "#10161B",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#17586A",
        "text-muted": "#56616C",
        "border": "#C4C0B6",
        "border-blurred": "#D8D5CC",
        "input-selection-background": "#BFDDE5",
    },
)
"""The same by daylight."""

CONTRAST = Theme(
    name="remoteos-contrast",
    primary="#FFD75F",
    secondary="#FFFFFF",
    accent="#FFD75F",
    warning="#FFC857",
    error="#FF9E99",
    success="#8DF0A0",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#101010",
    dark=True,
    variables={
        "block-cursor-background": "#FFD75F",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#FFD75F",
        "text-muted": "#D0D0D0",
        "border": "#FFFFFF",
        "border-blurred": "#B0B0B0",
        "input-selection-background": "#5F5000",
    },
)
"""High contrast: every text at 7:1 or more."""

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST)
"""All of them, the usual one first."""
