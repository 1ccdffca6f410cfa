"""Meetings, who took part, the network that states make, projects and coalitions; rows and charts."""
