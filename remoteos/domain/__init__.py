"""The rules of the workday: frozen values and pure functions, the time always passed in."""
