"""The capabilities: their tables, their views and their tasks; a new one is entered here."""

from importlib import import_module

from flask import Flask

from eventreg.accounts import views as organisation
from eventreg.accounts import views_branding as branding
from eventreg.accounts import views_password as accounts
from eventreg.accounts import views_sign_in as security
from eventreg.accounts.second_factor import views as my_account
from eventreg.accounts.second_factor import views_organisation as second_factor
from eventreg.agenda import views as organise_agenda
from eventreg.agenda import views_calendar as agenda_calendar
from eventreg.agenda.editing import views as agenda_moves
from eventreg.agenda.versions import views as agenda_versions
from eventreg.attendance import views as attendance
from eventreg.attendance.desk import views as desk
from eventreg.closing import views as closing
from eventreg.closing.evidence import tasks as evidence_tasks
from eventreg.closing.evidence import views as evidence
from eventreg.contributions.editing import views as organise_contributions
from eventreg.contributions.giving import views as my_contributions
from eventreg.contributions.merging import views as merging
from eventreg.contributions.naming import views as my_naming
from eventreg.contributions.photos import views as my_photos
from eventreg.contributions.photos import views_organise as organise_photos
from eventreg.contributions.reminding import tasks as reminding_tasks
from eventreg.contributions.reminding import views as reminding
from eventreg.contributions.sorting import views as sorting
from eventreg.documents import tasks as document_tasks
from eventreg.documents import views as documents
from eventreg.documents import views_organise as organise_documents
from eventreg.documents.agenda_forms import views as agenda_forms
from eventreg.documents.attachments import views as papers_with_data
from eventreg.documents.certificates import views as certificates
from eventreg.documents.certificates import views_organise as organise_certificates
from eventreg.documents.exports import views as report_forms
from eventreg.documents.own import views as own_papers
from eventreg.documents.preview import views as preview
from eventreg.documents.preview import views_sheet as paper_sheet
from eventreg.documents.sheets import views as sheets
from eventreg.evaluation import asking as evaluation_tasks
from eventreg.evaluation import views as organise_evaluation
from eventreg.evaluation import views_mine as my_evaluation
from eventreg.event_figures import views as event_figures
from eventreg.events import views_lifecycle as lifecycle
from eventreg.events.starting import views as starting
from eventreg.library import views as library
from eventreg.log import views as log
from eventreg.messages import tasks as message_tasks
from eventreg.messages import views as organise_messages
from eventreg.messages import views_mailbox as mailbox
from eventreg.messages import views_words as own_words
from eventreg.messages.circulars import letters as circular_letters
from eventreg.messages.circulars import tasks as circular_tasks
from eventreg.messages.circulars import views as circulars
from eventreg.messages.organisers import tasks as organiser_notices
from eventreg.messages.organisers import views as notice_settings
from eventreg.networks import views as networks
from eventreg.networks import views_inviting as network_invitations
from eventreg.privacy import tasks as privacy_tasks
from eventreg.privacy import views as my_data
from eventreg.proposals import views as proposals
from eventreg.public import views as public
from eventreg.public import views_discovery as discovery
from eventreg.public import views_event as public_event
from eventreg.registration import letter_words as registration_letters
from eventreg.registration import views as registration
from eventreg.registration import views_calendar as my_calendar
from eventreg.registration import views_hand_over as hand_over
from eventreg.registration import views_mine as my_registration
from eventreg.registration import views_people as organise_people
from eventreg.registration.delegations import letters as invitation_letters
from eventreg.registration.delegations import tasks as invitation_tasks
from eventreg.registration.delegations import views as organise_invitations
from eventreg.registration.delegations import views_acknowledge as acknowledge
from eventreg.registration.delegations import views_coordinator as delegation
from eventreg.registration.delegations import views_invited as organise_invited
from eventreg.registration.delegations import views_person as invited
from eventreg.registration.duplicates import views as people_twins
from eventreg.registration.institutions import views as spellings
from eventreg.registration.people_files import tasks as people_file_tasks
from eventreg.registration.people_files import views as people_files
from eventreg.registration.people_table import views as people_views
from eventreg.registration.questions import tasks as question_tasks
from eventreg.registration.questions import views as organise_questions
from eventreg.registration.questions import views_files as answer_files
from eventreg.registration.remarks import views as people_remarks
from eventreg.registration.requests import views as my_requests
from eventreg.registration.requests import views_organise as organise_requests
from eventreg.registration.together import views as people_together
from eventreg.registration.waiting import tasks as waiting_tasks
from eventreg.registration.waiting import views as my_waiting
from eventreg.registration.waiting import views_organise as organise_waiting
from eventreg.reports import views as organise_report
from eventreg.reports import views_sections as report_sections
from eventreg.reports.comments import views as report_comments
from eventreg.reports.signing import views as signed_report
from eventreg.reports.versions import views as report_versions
from eventreg.series import views as series
from eventreg.visits import views as organise_visits
from eventreg.visits import views_institutions as institutions
from eventreg.visits.vehicles import views as organise_vehicles
from eventreg.web import health
from eventreg.workplace import views as organise

TABLES = (
    "accounts",
    "agenda",
    "agenda.versions",
    "attendance",
    "attendance.certificates",
    "closing",
    "contributions",
    "contributions.reminding",
    "contributions.sorting",
    "documents",
    "evaluation",
    "events",
    "events.starting",
    "history",
    "messages",
    "messages.circulars",
    "registration",
    "registration.delegations",
    "registration.duplicates",
    "registration.institutions",
    "registration.people_files",
    "registration.people_table",
    "registration.questions",
    "registration.remarks",
    "registration.requests",
    "reports",
    "reports.comments",
    "reports.signing",
    "reports.versions",
    "territories",
    "visits",
)

VIEWS = (
    health,
    public,
    discovery,
    public_event,
    library,
    security,
    accounts,
    organise,
    my_account,
    organisation,
    second_factor,
    branding,
    lifecycle,
    starting,
    networks,
    network_invitations,
    series,
    proposals,
    organise_agenda,
    agenda_moves,
    agenda_versions,
    organise_visits,
    organise_vehicles,
    institutions,
    spellings,
    documents,
    organise_documents,
    preview,
    paper_sheet,
    papers_with_data,
    report_forms,
    agenda_forms,
    sheets,
    certificates,
    organise_certificates,
    organise_contributions,
    merging,
    sorting,
    organise_photos,
    reminding,
    organise_report,
    report_sections,
    report_versions,
    signed_report,
    report_comments,
    organise_evaluation,
    event_figures,
    log,
    closing,
    evidence,
    registration,
    my_registration,
    my_requests,
    my_contributions,
    my_photos,
    my_naming,
    my_evaluation,
    hand_over,
    my_calendar,
    my_data,
    own_papers,
    organise_people,
    people_twins,
    people_remarks,
    people_together,
    people_views,
    people_files,
    organise_requests,
    my_waiting,
    organise_waiting,
    organise_invitations,
    organise_invited,
    delegation,
    acknowledge,
    invited,
    organise_questions,
    answer_files,
    attendance,
    desk,
    organise_messages,
    circulars,
    own_words,
    notice_settings,
    mailbox,
    agenda_calendar,
)

LETTERS = (registration_letters, invitation_letters, circular_letters)

TASKS = (
    message_tasks,
    circular_tasks,
    organiser_notices,
    document_tasks,
    evidence_tasks,
    evaluation_tasks,
    reminding_tasks,
    privacy_tasks,
    waiting_tasks,
    invitation_tasks,
    question_tasks,
    people_file_tasks,
)


def init(app: Flask) -> None:
    """Make every table known, then register every capability's views, letters and tasks."""
    for capability in TABLES:
        import_module(f"eventreg.{capability}.models")
    for views in VIEWS:
        app.register_blueprint(views.blueprint)
    for letters in LETTERS:
        letters.init()
    for tasks in TASKS:
        tasks.init(app)
