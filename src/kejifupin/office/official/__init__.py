"""Official documents of party and government bodies after GB/T 9704—2012."""
