//! Sites that cannot be reached, that misbehave or send nonsense.
