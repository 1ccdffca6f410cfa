"""The maps: contaminated area, meetings and who came, standing under a treaty."""

from charts.contamination_maps import contamination_map, places_without_point
from charts.event_maps import events_map
from charts.standing_maps import standing_map

__all__ = ["contamination_map", "events_map", "places_without_point", "standing_map"]
