"""What the build and the dashboard both do with an edition: its files, and how two of them differ; pure."""
