"""The officer's forms for what is not a figure: comments, meetings, decisions, milestones, activations of the preparedness plan."""

from pages.parts import activation_forms, comment_forms, decision_forms, meeting_forms, milestone_forms

comments = comment_forms.show
meetings = meeting_forms.show
decisions = decision_forms.show
milestones = milestone_forms.show
activations = activation_forms.show
