"""What is called what in the log: each thing that can change, and each thing that can happen to it.

An entry reads "what happened: to which thing". A test holds that nothing is written into the log
that has no words here.
"""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext

from eventreg.registration import wording as registration
from eventreg.registration.delegations import wording as delegations

Words = Mapping[str, LazyString]

# In the order in which the filter offers them.
SUBJECTS: Words = {
    "event": lazy_pgettext("log", "The event"),
    "agenda_item": lazy_pgettext("log", "Agenda"),
    "agenda_version": lazy_pgettext("log", "Versions of the agenda"),
    "site_visit": lazy_pgettext("log", "Site visits"),
    "vehicle": lazy_pgettext("log", "Vehicles"),
    "question": lazy_pgettext("log", "Questions of the form"),
    "delegation": lazy_pgettext("log", "Delegations"),
    "personal_invitation": lazy_pgettext("log", "Invited persons"),
    "registration": lazy_pgettext("log", "Registrations"),
    "people_view": lazy_pgettext("log", "Saved views"),
    "message": lazy_pgettext("log", "Mails"),
    "circular": lazy_pgettext("log", "Letters to many"),
    "mail_template": lazy_pgettext("log", "Words of mails"),
    "contribution": lazy_pgettext("log", "Contributions"),
    "report": lazy_pgettext("log", "The report"),
    "document": lazy_pgettext("log", "Documents"),
    "organisation": lazy_pgettext("log", "The organisation"),
    "membership": lazy_pgettext("log", "Members of the organisation"),
    "account": lazy_pgettext("log", "Accounts"),
    "host_institution": lazy_pgettext("log", "Institutions we visit"),
    "institution": lazy_pgettext("log", "Names of institutions"),
    "network": lazy_pgettext("log", "Networks"),
    "network_member": lazy_pgettext("log", "Members of networks"),
    "series": lazy_pgettext("log", "Series of meetings"),
    "event_template": lazy_pgettext("log", "Templates of events"),
    "territory": lazy_pgettext("log", "Municipalities"),
}

ACTIONS: Mapping[str, Words] = {
    "event": {
        "added": lazy_pgettext("log", "Event begun"),
        "imported": lazy_pgettext("log", "Event read from a file"),
        "changed": lazy_pgettext("log", "Details of the event changed"),
        "published": lazy_pgettext("log", "Event published"),
        "withdrawn": lazy_pgettext("log", "Event made a draft again"),
        "closed": lazy_pgettext("log", "Event closed"),
        "archived": lazy_pgettext("log", "Event archived"),
        "cancelled": lazy_pgettext("log", "Event cancelled"),
        "tagged": lazy_pgettext("log", "People of the event tagged"),
        "untagged": lazy_pgettext("log", "Tag taken from people of the event"),
        "people exported": lazy_pgettext("log", "People taken out as a file"),
        "log exported": lazy_pgettext("log", "Log taken out as a file"),
        "people imported": lazy_pgettext("log", "People read from a file"),
        "network invited": lazy_pgettext("log", "Whole network invited"),
        "invitations exported": lazy_pgettext("log", "Invitations taken out as a file"),
        "invitations forgotten": lazy_pgettext("log", "Invitations forgotten in due time"),
        "needs erased": lazy_pgettext("log", "Practical needs erased"),
        "thanked": lazy_pgettext("log", "Thanks sent"),
        "signed sheet added": lazy_pgettext("log", "Signed sheet added"),
        "signed sheet removed": lazy_pgettext("log", "Signed sheet removed"),
        "evidence ordered": lazy_pgettext("log", "Evidence ordered"),
        "evidence taken": lazy_pgettext("log", "Evidence downloaded"),
        "reminders switched on": lazy_pgettext("log", "Reminders of contributions switched on"),
        "reminders switched off": lazy_pgettext("log", "Reminders of contributions switched off"),
        "evaluation begun": lazy_pgettext("log", "Evaluation begun"),
        "evaluation settled": lazy_pgettext("log", "Evaluation changed"),
        "evaluation question added": lazy_pgettext("log", "Question of the evaluation added"),
        "evaluation question changed": lazy_pgettext("log", "Question of the evaluation changed"),
        "evaluation question removed": lazy_pgettext("log", "Question of the evaluation removed"),
        "evaluation text set aside": lazy_pgettext("log", "Text of the evaluation set aside"),
        "evaluation text shown again": lazy_pgettext("log", "Text of the evaluation shown again"),
    },
    "agenda_item": {
        "added": lazy_pgettext("log", "Agenda item added"),
        "changed": lazy_pgettext("log", "Agenda item changed"),
        "moved": lazy_pgettext("log", "Agenda item moved"),
        "removed": lazy_pgettext("log", "Agenda item removed"),
        "placed": lazy_pgettext("log", "Agenda item put elsewhere"),
        "shifted": lazy_pgettext("log", "Agenda item shifted in time"),
    },
    "agenda_version": {"published": lazy_pgettext("log", "Version of the agenda published")},
    "site_visit": {
        "added": lazy_pgettext("log", "Site visit added"),
        "changed": lazy_pgettext("log", "Site visit changed"),
        "moved": lazy_pgettext("log", "Site visit moved in the list"),
        "removed": lazy_pgettext("log", "Site visit removed"),
    },
    "vehicle": {
        "added": lazy_pgettext("log", "Vehicle added"),
        "changed": lazy_pgettext("log", "Vehicle changed"),
        "moved": lazy_pgettext("log", "Vehicle moved in the list"),
        "removed": lazy_pgettext("log", "Vehicle removed"),
    },
    "question": {
        "question added": lazy_pgettext("log", "Question added"),
        "question changed": lazy_pgettext("log", "Question changed"),
        "question moved": lazy_pgettext("log", "Question moved in the list"),
        "question removed": lazy_pgettext("log", "Question removed"),
    },
    "delegation": {
        **delegations.HAPPENINGS,
        "invitation withdrawn": lazy_pgettext("log", "Invitation withdrawn"),
    },
    "personal_invitation": {
        "invited": lazy_pgettext("log", "Person invited"),
        "invitation sent again": lazy_pgettext("log", "Invitation of a person sent again"),
        "reminded": lazy_pgettext("log", "Invited person reminded"),
        "invitation withdrawn": lazy_pgettext("log", "Invitation of a person withdrawn"),
        "invitation refused": lazy_pgettext("log", "Invitation refused by the person"),
        "invitation accepted": lazy_pgettext("log", "Invitation accepted by the person"),
    },
    "registration": {
        **registration.ACTIONS,
        "made anonymous": lazy_pgettext("log", "Registration made anonymous"),
    },
    "people_view": {
        "view saved": lazy_pgettext("log", "View of the people saved"),
        "view removed": lazy_pgettext("log", "View of the people removed"),
    },
    "message": {
        "sent again": lazy_pgettext("log", "Mail sent again"),
        "address suppressed": lazy_pgettext("log", "Address written to no more"),
        "address written to again": lazy_pgettext("log", "Address written to again"),
    },
    "circular": {
        "circular written": lazy_pgettext("log", "Letter written"),
        "circular scheduled": lazy_pgettext("log", "Letter set for a time"),
        "circular held back": lazy_pgettext("log", "Letter held back"),
        "circular removed": lazy_pgettext("log", "Letter removed"),
        "circular sent": lazy_pgettext("log", "Letter sent"),
    },
    "mail_template": {
        "words written": lazy_pgettext("log", "Words of a mail written"),
        "words forgotten": lazy_pgettext("log", "Words of a mail as they were at first"),
    },
    "contribution": {
        "added": lazy_pgettext("log", "Contribution begun"),
        "changed": lazy_pgettext("log", "Contribution changed"),
        "submitted": lazy_pgettext("log", "Contribution sent"),
        "removed": lazy_pgettext("log", "Contribution removed"),
        "moved": lazy_pgettext("log", "Contribution moved in the report"),
        "accepted": lazy_pgettext("log", "Contribution accepted"),
        "set aside": lazy_pgettext("log", "Contribution set aside"),
        "merged": lazy_pgettext("log", "Contribution merged into another"),
        "taken out": lazy_pgettext("log", "Contribution taken out of another"),
        "named otherwise": lazy_pgettext("log", "Naming of the author changed"),
        "sorted": lazy_pgettext("log", "Contribution sorted"),
        "tagged": lazy_pgettext("log", "Contribution tagged"),
        "untagged": lazy_pgettext("log", "Tag taken from a contribution"),
        "followed up": lazy_pgettext("log", "What became of a proposal written"),
        "photo added": lazy_pgettext("log", "Photo added"),
        "photo described": lazy_pgettext("log", "Photo described"),
        "photo changed": lazy_pgettext("log", "Photo changed"),
        "photo taken out": lazy_pgettext("log", "Photo taken out"),
        "photo brought back": lazy_pgettext("log", "Photo brought back"),
        "photo withdrawn": lazy_pgettext("log", "Photo withdrawn"),
    },
    "report": {
        "moved": lazy_pgettext("log", "Report moved on"),
        "published": lazy_pgettext("log", "Report published"),
        "requisites set": lazy_pgettext("log", "Number, date and signatory of the report set"),
        "section added": lazy_pgettext("log", "Section of the report added"),
        "section written": lazy_pgettext("log", "Section of the report written"),
        "section moved": lazy_pgettext("log", "Section of the report moved"),
        "section removed": lazy_pgettext("log", "Section of the report removed"),
        "section hidden": lazy_pgettext("log", "Section of the report left out"),
        "section shown": lazy_pgettext("log", "Section of the report shown again"),
        "comment written": lazy_pgettext("log", "Comment on the report written"),
        "comment answered": lazy_pgettext("log", "Comment on the report answered"),
        "comment removed": lazy_pgettext("log", "Comment on the report removed"),
        "signed file kept": lazy_pgettext("log", "Signed report kept"),
    },
    "document": {
        "taken": lazy_pgettext("log", "Document downloaded"),
        "published": lazy_pgettext("log", "Document published"),
        "withdrawn": lazy_pgettext("log", "Document withdrawn"),
    },
    "organisation": {
        "added": lazy_pgettext("log", "Organisation added"),
        "changed": lazy_pgettext("log", "Organisation changed"),
        "log exported": lazy_pgettext("log", "Log taken out as a file"),
    },
    "membership": {
        "added": lazy_pgettext("log", "Member added"),
        "changed": lazy_pgettext("log", "Role or mails of a member changed"),
        "removed": lazy_pgettext("log", "Member removed"),
    },
    "account": {
        "second factor turned on": lazy_pgettext("log", "Second factor turned on"),
        "second factor moved": lazy_pgettext("log", "Second factor moved to another phone"),
        "second factor turned off": lazy_pgettext("log", "Second factor turned off"),
        "second factor reset": lazy_pgettext("log", "Second factor taken away by an administrator"),
        "recovery code used": lazy_pgettext("log", "Signed in with a recovery code"),
        "recovery codes renewed": lazy_pgettext("log", "New recovery codes made"),
    },
    "host_institution": {
        "added": lazy_pgettext("log", "Institution to visit added"),
        "changed": lazy_pgettext("log", "Institution to visit changed"),
        "removed": lazy_pgettext("log", "Institution to visit removed"),
    },
    "institution": {
        "added": lazy_pgettext("log", "Name of an institution kept"),
        "joined": lazy_pgettext("log", "Spellings of an institution made one"),
        "separated": lazy_pgettext("log", "Spelling taken out of an institution"),
        "removed": lazy_pgettext("log", "Name of an institution kept no more"),
    },
    "network": {
        "added": lazy_pgettext("log", "Network added"),
        "changed": lazy_pgettext("log", "Network renamed"),
        "removed": lazy_pgettext("log", "Network removed"),
    },
    "network_member": {
        "added": lazy_pgettext("log", "Member of a network added"),
        "changed": lazy_pgettext("log", "Member of a network changed"),
        "removed": lazy_pgettext("log", "Member of a network removed"),
    },
    "series": {"changed": lazy_pgettext("log", "Series renamed")},
    "event_template": {
        "added": lazy_pgettext("log", "Template of events kept"),
        "removed": lazy_pgettext("log", "Template of events removed"),
    },
    "territory": {"loaded": lazy_pgettext("log", "Municipalities loaded")},
}


def what_happened(subject: str, action: str) -> str:
    """The words for an action; one that only an earlier eventreg knew, as it stands."""
    return str(ACTIONS.get(subject, {}).get(action, action))
