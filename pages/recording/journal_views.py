"""The officer's forms for what is not a figure: comments, meetings, decisions, milestones, activations of the preparedness plan."""

from pages.recording import activations as recording_activations
from pages.recording import comments as recording_comments
from pages.recording import decisions as recording_decisions
from pages.recording import meetings as recording_meetings
from pages.recording import milestones as recording_milestones

comments = recording_comments.show
meetings = recording_meetings.show
decisions = recording_decisions.show
milestones = recording_milestones.show
activations = recording_activations.show
