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
    <b>{ $name }</b> · #{ $id }

    Telegram: { $telegram }, { $username }
    Language: { $language }
    Time zone: { $zone }
    Roles: { $roles }
    With us since { $created }
    Last seen: { $seen }
staff-card-came = Source: { $payload }
staff-card-unreachable = ⚠️ Not getting messages since { $at }
staff-card-blocked = ⛔ Access closed { $at }. Reason: { $reason }
staff-card-deleted = Account deleted { $at }
staff-roles = 🎭 Roles
staff-block = ⛔ Close access
staff-unblock = 🔓 Open access
staff-notes = 📝 Notes
staff-timeline = 🕓 History

staff-roles-page =
    <b>{ $name }</b>

    Now: { $roles }. Tap a role to give it or take it away.
staff-revoke-ask = Take the role “{ $role }” away from <b>{ $name }</b>?
staff-role-granted = You have been given a role: <b>{ $role }</b>. The new sections are already in the menu.
staff-role-revoked = The role “{ $role }” has been taken away from you.
staff-ask-reason = Why are we closing access? The person will see this reason.
staff-ask-note = Write a note. Only staff will see it.
staff-notes-title = Notes about <b>{ $name }</b>
staff-notes-none = None yet.
staff-note =
    <i>{ $at }, #{ $author }</i>
    { $text }
staff-note-add = ＋ Note

staff-timeline-title = <b>History of person #{ $id }</b>
staff-audit-title = <b>Log</b> · { $filter } · { $count }
staff-audit-filter = ⚙️ Filter
staff-audit-filters = What to show?
staff-audit-all = everything
staff-audit-none = No records.
staff-audit-row =
    <i>{ $at }</i> · { $actor }
    { $action }: { $subject } { $details }
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

staff-health-page =
    <b>Health</b> · version { $version }

    Database: { $database }
    Redis: { $redis }
    People: { $people }, not getting messages: { $unreachable }
    In the queue: { $waiting }, the oldest has waited { $oldest } s
    Not delivered: { $dead }
    Failures in a week: { $failed }
    Services not answering: { $silent }
staff-health-ms = { $ms } ms
staff-health-redis-none = not connected
staff-health-redis-down = not answering
staff-health-all-alive = none
staff-health-dead = 📭 Not delivered: { $count }
staff-dead-title = <b>Not delivered</b> · { $count }
staff-dead-row =
    #{ $id } · { $kind } · to #{ $user }
    <i>{ $error }</i>
staff-dead-revive = ↻ #{ $id }

staff-error-yourself = You can't do that to yourself.
staff-error-rank = Only the owner can change this person's access and roles.
staff-error-gone = There is no such person.
staff-error-empty = It's empty here. Write at least one word.
staff-error-long = Too long: up to { $limit } characters fit.
