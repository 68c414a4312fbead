"""A suite of gold questions becomes a verdict: whether a change may ship."""
