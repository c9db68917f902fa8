staff-panel =
    <b>Staff panel</b>

    Your role: { $role }.
staff-people = 👥 People
staff-find = 🔎 Find
staff-audit = 📜 Log
staff-health = 🩺 Health
staff-hours = 🕐 My hours

staff-people-all =
    <b>People</b>

    { $count ->
        [one] { $count } person in all.
       *[other] { $count } people in all.
    }
staff-people-found = Found for “{ $query }”: { $count }.
staff-people-none = Nobody was found for “{ $query }”.
staff-narrow = Narrow the search
staff-ask-find = Write a name, a @username, our number or a Telegram ID.

staff-card =
    <b>{ $name }</b> · No. { $id }

    Telegram: { $telegram }
    Language: { $language }
    Time zone: { $zone }
    Roles: { $roles }
    With us since { $created }
    Last seen: { $seen }
staff-card-came = Source: { $payload }
staff-card-unreachable = ⚠️ Not getting messages since { $at }
staff-card-blocked = ⛔ Access closed { $at }. Reason: { $reason }
staff-card-deleted =
    <b>Deleted account</b> · No. { $id }

    With us since { $created }
    Deleted { $deleted }
staff-roles = 🎭 Roles
staff-block = ⛔ Close access
staff-unblock = 🔓 Open access
staff-notes = 📝 Notes
staff-timeline = 🕓 History

staff-roles-page =
    <b>{ $name }</b>

    Now: { $roles }. Tap a role to give it or take it away.
staff-revoke-ask = Take the role “{ $role }” away from <b>{ $name }</b>?
staff-role-granted = You have a new role: <b>{ $role }</b>.
staff-role-panel = The staff panel is in the menu now.
staff-role-revoked = The role “{ $role }” has been taken away from you.
staff-ask-reason = Why are we closing access? The person will see this reason.
staff-ask-note = Write a note. Only staff will see it.
staff-notes-title = Notes about <b>{ $name }</b>
staff-notes-none = None yet.
staff-note =
    <i>{ $at }, No. { $author }</i>
    { $text }
staff-note-add = ＋ Note

staff-timeline-title = <b>History of person No. { $id }</b>
staff-audit-title = <b>Log</b> · { $filter } · { $count }
staff-audit-filter = ⚙️ Filter
staff-audit-filters = What to show?
staff-audit-all = everything
staff-audit-none = No records.
staff-audit-row =
    <i>{ $at }</i> · { $actor }
    { $deed }
staff-actor-shell = server
staff-actor-system = system

audit-user-blocked = access closed
audit-user-unblocked = access opened
audit-user-note-added = note
audit-role-granted = role given
audit-role-revoked = role taken away
audit-consent-decided = consent
audit-account-exported = data exported
audit-account-deleted = account deleted
audit-token-created = key created
audit-token-revoked = key revoked
audit-message-revived = sending again
audit-hour = hours with support
audit-hour-held = hour kept
audit-hour-expired = hold ran out
audit-hour-booked = hour paid
audit-hour-started = hour begun
audit-hour-done = hour took place
audit-hour-missed-by-client = client missing
audit-hour-missed-by-operator = operator missing
audit-hour-cancelled = hour called off
audit-hour-reassigned = hour reassigned
audit-booking = bookings
audit-booking-requested = booking requested
audit-booking-approved = booking approved
audit-booking-rejected = booking rejected
audit-booking-expired = booking ran out
audit-booking-paid = booking paid
audit-booking-cancelled = booking cancelled
audit-booking-named = participants of a booking named
audit-booking-reversed = booking reversed
audit-booking-completed = booking completed
audit-agency = agencies
audit-agency-created = agency created
audit-agency-changed = agency changed
audit-agency-commission-set = commission set
audit-agency-commission-received = commission received
audit-agency-payme-set = Payme cash desk set
audit-agency-blocked = agency blocked
audit-agency-unblocked = agency unblocked
audit-agency-manager-added = manager added
audit-agency-manager-removed = manager removed
audit-tour = tours
audit-tour-created = tour created
audit-tour-changed = tour changed
audit-tour-published = tour published
audit-tour-archived = tour archived
audit-tour-session-added = session added
audit-tour-session-changed = session changed
audit-tour-session-closed = booking closed
audit-tour-session-opened = booking opened
audit-tour-session-cancelled = session called off
audit-tour-session-completed = session over
audit-tour-promotion-added = promotion added
audit-tour-promotion-ended = promotion ended
audit-tour-code-added = promo code added
audit-tour-code-ended = promo code switched off
audit-trip = trips to order
audit-trip-submitted = trip request sent
audit-trip-offered = offer made
audit-trip-changed = offer changed
audit-trip-withdrawn = offer taken back
audit-trip-countered = price named back
audit-trip-declined = offer declined
audit-trip-chosen = offer chosen
audit-trip-cancelled = trip request called off
audit-trip-expired = trip request expired

audit-subject-user = No. { $id }
audit-subject-agency = agency No. { $id }
audit-subject-token = key No. { $id }
audit-subject-message = message No. { $id }
audit-document-offer = offer
audit-document-personal-data = data processing
audit-decision-given = given
audit-decision-refused = refused
audit-decision-withdrawn = withdrawn

staff-faq = 👍 What helps
staff-faq-page = <b>Questions and answers: what helps</b>
staff-faq-none = Nobody has said yet whether an answer helped.
staff-faq-sum =
    Votes: { $votes }, helped: { $share }%.
    Answers without a vote: { $silent }.
staff-faq-order-worst = The least helpful come first. Tap a number to read the answer.
staff-faq-order-best = The most helpful come first. Tap a number to read the answer.
staff-faq-row =
    { $number }. { $emoji } { $question }
    👍 { $helped } · 👎 { $not }
staff-faq-worst = ⇅ Least helpful first
staff-faq-best = ⇅ Most helpful first

staff-health-page =
    <b>Health</b> · version { $version }

    Database: { $database }
    Redis: { $redis }
    People: { $people }, not getting messages: { $unreachable }
    Queue: { $waiting ->
        [0] empty
       *[other] { $waiting }, the oldest has waited { $oldest } s
    }
    Not delivered: { $dead }
    Failures in a week: { $failed }
    Services: { $loops }
staff-health-ms = { $ms } ms
staff-health-redis-none = not connected
staff-health-redis-down = not answering
staff-health-all-alive = all answering
staff-health-silent = ⚠️ silent: { $names }
staff-health-dead = 📭 Not delivered: { $count }
staff-dead-title = <b>Not delivered</b> · { $count }
staff-dead-row =
    No. { $id } · { $kind } · to No. { $user }
    <i>{ $error }</i>
staff-dead-revive = ↻ No. { $id }

staff-error-yourself = You can't do that to yourself.
staff-error-rank = Only the owner can change this person's access and roles.
staff-error-gone = There is no such person.
staff-error-empty = It's empty here. Write at least one word.
staff-error-long = Too long: up to { $limit } characters fit.
staff-reviews = ⭐ Reviews
staff-partners = 🎁 Partners
audit-partner-applied = applied to be a partner
audit-partner-withdrew = withdrew the partner application
audit-partner-approved = partner application approved
audit-partner-refused = partner application declined
audit-referral-share-set = partner's share
audit-review-written = review written
audit-review-shown = review published
audit-review-hidden = review hidden
audit-review-answered = review answered
audit-order = orders
