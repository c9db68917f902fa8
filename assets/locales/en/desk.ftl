desk-open = 🗂 Requests and orders
desk-open-order = Open the request
desk-home =
    <b>Requests and orders</b>

    { $count ->
        [0] None yet.
        [one] { $count } request in all.
       *[other] { $count } requests in all.
    }
desk-all = All · { $count }
desk-search = 🔎 Find
desk-stalled = ⏳ Not moving · { $count }
desk-executors =
    { $count ->
        [0] 🧑‍🏫 Executors
       *[other] 🧑‍🏫 Executors · new applications: { $count }
    }

desk-status-draft = 📝 Draft
desk-status-submitted = 🆕 Needs a price
desk-status-quoted = 💬 Price with client
desk-status-awaiting-payment = 💳 Unpaid
desk-status-paid = 💰 Paid
desk-status-in-progress = 🛠 In work
desk-status-delivered = 📦 Delivered
desk-status-changes-requested = ✏️ Changes
desk-status-disputed = ⚖️ Dispute
desk-status-completed = ✅ Completed
desk-status-refunded = ↩️ Refunded
desk-status-cancelled = ✖️ Cancelled
desk-status-expired = ⌛ Expired
desk-any-status = Any status
desk-any-kind = Any kind of help
desk-any-age = Any
desk-anyone = ✖️ Anybody’s
desk-days = ≥ { $days } d
desk-still = still for { $days } d or more
desk-of-client = client No. { $id }
desk-of-executor = executor (No. { $id })
desk-span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
desk-span-hours = { $count } h
desk-span-minutes = { $count } min

desk-list = <b>Requests</b> · { $filter }
desk-list-none = There are none.
desk-newer = ‹ Newer
desk-older = Older ›
desk-filter = ⚙️ Filter
desk-filter-ask = What to show? The lower rows are for how long a request has not moved, and for the kind of help.
desk-kind-ask = Which kind of help?
desk-search-ask = Write the number of a request, words of its topic or details, or the name of a client or an executor.
desk-found = Found for “{ $query }”:
desk-found-more = A lot was found for “{ $query }”: here are the newest. You can narrow the search.
desk-found-none = Nothing was found for “{ $query }”. Try other words.
desk-orders-of-client = 👤 Orders: { $name }
desk-orders-of-executor = 🧑‍🏫 Work: { $name }
desk-stalled-title =
    <b>Not moving</b> · { $count }

    Nothing has changed here for more than { $patience }. Those who have waited longest come first.
desk-stalled-none = Everything moves.

desk-order =
    <b>Request No. { $id }</b> · { $kind }
    { $status } · no movement for { $age }
desk-order-client = 👤 { $name } (No. { $id })
desk-order-executor = 🧑‍🏫 { $name }
desk-executor-name = Executor { $number } · { $name }
desk-order-subject = <b>Subject:</b> { $text }
desk-order-topic = <b>Topic:</b> { $text }
desk-order-volume = <b>Volume:</b> { $text }
desk-order-details = <b>Details:</b> { $text }
desk-order-due = <b>Deadline:</b> { $day }
desk-order-budget = Client’s budget: { $sum }
desk-order-price = <b>Price:</b> { $sum }
desk-order-days =
    { $days ->
        [one] Work takes { $days } day
       *[other] Work takes { $days } days
    }
desk-order-note = Note with the price: { $text }
desk-order-paid = Paid: { $sum }
desk-order-refunded = Refunded: { $sum }
desk-order-pay-by = ⏱ Payment awaited until { $at }
desk-order-accept-by = ⏱ The executor has to answer by { $at }
desk-order-auto-accept = ⏱ Accepted by itself on { $at }
desk-order-warranty = Warranty until { $at }
desk-order-extension = The executor asks for more time, until { $day }
desk-order-ended = Reason: { $text }

desk-files = 📎 Files · { $count }
desk-deliveries = 📦 Delivered · { $count }
desk-offers = 🏷 Offers · { $count }
desk-timeline = 🕓 History
desk-money = 💰 Money
desk-thread = 💬 Chat
desk-write-client = ✉️ To the client
desk-write-executor = ✉️ To the executor
desk-client-card = 👤 Client
desk-executor-card = 🧑‍🏫 Executor
desk-quote = 🏷 Name a price
desk-quote-again = 🏷 Change the price
desk-assign = 🤝 Assign
desk-reassign = 🔁 Reassign
desk-take-away = ✋ Take away
desk-cancel = ✖️ Call off
desk-decide = ⚖️ Decide the dispute
desk-refund = ↩️ Refund
desk-file-gone = Telegram no longer keeps the file “{ $name }”.
desk-delivery =
    <b>Delivery { $number }</b> · { $at }
    { $note }

desk-timeline-title = <b>History of request No. { $id }</b> · { $count }
desk-timeline-row =
    <i>{ $at }</i> · { $who }
    { $what }
desk-who-client = client
desk-version = version { $number }
desk-back-percent = { $percent } % back

audit-order-submitted = request sent
audit-order-quoted = price named
audit-order-quote-accepted = price accepted
audit-order-quote-declined = price declined
audit-order-offered = executor’s offer
audit-order-offer-withdrawn = offer withdrawn
audit-order-offer-chosen = offer chosen
audit-order-paid = paid
audit-order-revived = paid after the time, the order is open again
audit-order-late-money = paid too late, the money goes back
audit-order-taken = taken from the board
audit-order-assigned = executor assigned
audit-order-started = work begun
audit-order-declined = the executor declined
audit-order-accept-timed-out = the executor did not answer in time
audit-order-taken-away = taken away from the executor
audit-order-delivered = work delivered
audit-order-changes-requested = sent back for changes
audit-order-accepted = work accepted
audit-order-auto-accepted = accepted automatically
audit-order-extension-asked = more time asked for
audit-order-extension-agreed = more time given
audit-order-extension-refused = more time refused
audit-order-disputed = dispute opened
audit-order-claimed = warranty claim
audit-order-decided = decision about the money
audit-order-cancelled = called off
audit-order-expired = expired
audit-order-contacts-masked = contacts hidden in the chat

desk-money-title =
    <b>Money of request No. { $id }</b>

    Price: { $price }
    Paid: { $paid }, of it by bonuses { $bonus }
    Refunded: { $refunded }
desk-money-split = <b>Where the money is now</b>
desk-money-held = With us until acceptance: { $sum }
desk-money-executor = Executor’s: { $sum }
desk-money-income = Platform’s: { $sum }
desk-money-back = To be refunded: { $sum }
desk-money-parked = Set aside until a decision: { $sum }
desk-money-payment = Payment No. { $id }: { $sum }, { $at }
desk-money-refund = Refund No. { $id }: { $sum }, { $status }. { $reason }
desk-refund-status-creating = being sent
desk-refund-status-pending = with the payment provider
desk-refund-status-done = done
desk-refund-status-failed = failed
desk-offers-title = <b>Offers for request No. { $id }</b> · { $count }
desk-offer =
    { $name } · { $rating }
    { $price }, days: { $days }
    <i>{ $note }</i>

desk-ask-price = What is the price of request No. { $id }? Write the sum, in { $currency }.
desk-ask-price-now = Named now: { $sum }
desk-ask-days = How many days will it take? A number from 1 to { $limit }.
desk-ask-note = What shall we tell the client with the price?
desk-no-note = No note
desk-confirm-quote =
    { $days ->
        [one] Send to the client: <b>{ $price }</b>, { $days } day of work (request No. { $id })?
       *[other] Send to the client: <b>{ $price }</b>, { $days } days of work (request No. { $id })?
    }
desk-send = ✅ Send
desk-change = ✏️ Change
desk-tap-please = Tap a button under the question above, or /cancel.
desk-hands = Who gets request No. { $id }? Next to a name: orders in hand and rating. ⏸ means there is no room now.
desk-hands-none = There are no executors yet. Request No. { $id } waits.
desk-ask-assign =
    Assign request No. { $id } to <b>{ $name }</b>? In hand now: { $hand } of { $limit }.

    There are { $hours } h to answer, then the request is free again.
desk-ask-assign-instead = { $name } works on it now and will lose it.
desk-ask-take-away = Take request No. { $id } away? { $name } loses it, and it is free again.
desk-ask-cancel = Why do we call request No. { $id } off? The client will see the reason.
desk-cancel-back = The client gets the whole payment back: <b>{ $sum }</b>.
desk-confirm-cancel =
    Call request No. { $id } off?

    Reason: { $reason }
desk-dispute =
    <b>Dispute about request No. { $id }</b>

    To be decided: { $sum }
desk-refund-title =
    <b>Refund for request No. { $id }</b>

    Paid and not refunded: { $sum }. The order closes with the decision.
desk-dispute-client =
    <b>The client opened the dispute:</b>
    { $text }
desk-dispute-executor =
    <b>The executor opened the dispute:</b>
    { $text }
desk-said-client = <i>{ $at }</i>, client: { $text }
desk-said-executor = <i>{ $at }</i>, executor: { $text }
desk-dispute-ask = Which part goes back to the client?
desk-other-percent = Another per cent
desk-ask-percent = How many per cent go back to the client? A number from 0 to 100, also a fraction: 33.3.
desk-split =
    Request No. { $id }: <b>{ $percent } %</b> back

    To the client: { $back }
    To the executor: { $executor }
    To the platform: { $platform }
desk-decide-so = Decide so
desk-ask-reason = Why is it decided so? Both sides will see these words.
desk-confirm-reason = Reason: { $text }
desk-confirm-decide = ⚖️ Confirm the decision

desk-executors-title = <b>Executors</b> · { $filter } · { $count }
desk-executors-none = There are none.
desk-executor-status-draft = writes an application
desk-executor-status-applied = 🆕 application
desk-executor-status-approved = ✅ works
desk-executor-status-refused = ✖️ refused
desk-executor-status-paused = ⏸ paused
desk-executor =
    <b>{ $name }</b>
    { $status } · applied { $applied }

    In hand: { $hand } of { $limit }
    Rating: { $rating }, reviews: { $reviews }
    Completed: { $completed }
    Share of a price: { $share }
desk-executor-words =
    <b>Subjects:</b> { $subjects }
    <b>Experience:</b> { $experience }
desk-executor-reason = Reason of the decision: { $text }
desk-percent = { $percent } %
desk-usual-share = the usual one, { $percent } %
desk-samples = 📎 Samples · { $count }
desk-executor-orders = 🗂 Their orders
desk-approve = ✅ Approve
desk-refuse = ✖️ Refuse
desk-pause = ⏸ Pause
desk-resume = ▶️ Let work again
desk-limit = 🔢 Limit
desk-share = 🪙 Share
desk-person-card = 👤 The person’s card
desk-ask-refuse = Why do we refuse { $name }? The person will see the reason. Up to { $limit } characters.
desk-ask-pause = Why do we pause { $name }? The person will see the reason. Up to { $limit } characters.
desk-ask-limit = How many orders in hand at once? Now { $now }, possible are 1 to { $limit }.
desk-ask-share = Which share of a price is the executor’s? Write per cent from 0 to 100. Orders taken already keep theirs.

desk-digest = <b>Good morning!</b> { $day }
desk-digest-fresh = 🆕 New requests yesterday: { $count }
desk-digest-unpriced = 🏷 Waiting for a price: { $count }
desk-digest-unpaid = 💳 Waiting for payment: { $count }
desk-digest-free = 💰 Paid, nobody has them: { $count }
desk-digest-overdue = ⏰ Overdue: { $count }
desk-digest-disputed = ⚖️ Disputes: { $count }
desk-digest-stalled = ⏳ Not moving: { $count }
desk-digest-sums =
    Received yesterday: { $received }
    Promised back yesterday: { $returned }

desk-news-head = <b>Request No. { $id }</b> · { $kind }
desk-news-submitted = A new request waits for a price.
desk-news-quote-declined = The client did not agree to the price. You may name another one.
desk-news-paid = Paid, and nobody has it yet.
desk-news-declined = The executor declined or did not answer. The request is free again.
desk-news-disputed = A dispute was opened. It is for you to decide.
desk-news-cancelled = The client called the request off.
desk-news-stalled = It does not move.
desk-news-age = For { $age } already.
desk-news-topic = { $text }

desk-error-gone = There is no such request.
desk-error-moved = The request has changed meanwhile. Open it once more.
desk-error-answered = That question was answered already, or it is old. Open the request once more.
desk-error-full = This executor has as many orders in hand as they may.
desk-error-not-executor = This person does not work as an executor now.
desk-error-own = Nobody can get their own order.
desk-error-empty = This is empty. Write at least a word.
desk-error-long = Too long: up to { $limit } characters fit.
desk-error-price = That does not look like a price. Write a number from 1 to 1,000,000, such as 1500 or 1500.50.
desk-error-days = It has to be a whole number of days from 1 to { $limit }.
desk-error-percent = It has to be per cent from 0 to 100, such as 50 or 33.3.
desk-error-paying = A payment is under way. Try again in a few minutes.
desk-error-limit = It has to be a whole number from 1 to 50.
desk-error-share = It has to be per cent from 0 to 100, such as 70 or 72.5.
desk-error-executor-gone = There is no such executor.
desk-error-executor-moved = It was decided otherwise meanwhile. Open the card once more.

desk-funds-open = 💳 Money and payouts
desk-funds =
    <b>Money and payouts</b>

    What waits for a decision: payouts, payments that fit nothing, and refunds that did not go through.
desk-payouts-asked = 🆕 Payouts · { $count }
desk-payouts-approved = 🏦 To be paid · { $count }
desk-payouts-sending = ⏳ On the way · { $count }
desk-payouts-over = 🗄 Closed
desk-bank-list = 📄 List for the bank (CSV)
desk-payments = 🧾 Payments
desk-payments-title = <b>Payments</b>
desk-payments-none = There are no such payments.
desk-payment-status-creating = being created
desk-payment-status-pending = awaiting payment
desk-payment-status-paid = paid
desk-payment-status-cancelled = not completed
desk-payment-status-parked = set aside
desk-payment-by-yookassa = YooKassa
desk-payment-by-telegram = Telegram
desk-payment-by-payme = Payme, the agency’s desk
desk-payment-by-bonus = bonuses
desk-payment =
    <b>Payment No. { $id }</b> · { $sum }
    { $status }

    For: { $subject }
    By: { $name }
    Through: { $provider }
    Started: { $at }
desk-payment-paid = Paid: { $at }
desk-payment-bonus = And by bonuses: { $sum }
desk-payment-theirs = The provider’s number: <code>{ $id }</code>
desk-parked = ❓ Set aside · { $count }
desk-failed = ⚠️ Refunds · { $count }
desk-reconcile = 🧮 Reconcile { $days } d
desk-parked-title = <b>Payments set aside</b>: money came that fits no order.
desk-parked-none = No payment is set aside.
desk-failed-title = <b>Refunds that did not go through</b>
desk-failed-none = All refunds went through.
desk-queue-asked = waiting for a decision
desk-queue-approved = to be paid
desk-queue-sending = on the way
desk-queue-over = closed
desk-payouts-title = <b>Payouts</b> · { $queue }
desk-payouts-none = There are none.
desk-more = More ›
desk-payout =
    <b>Payout No. { $id }</b> · { $sum }
    { $status }

    To: { $name }
    For: { $purpose }
    { $place }: { $card }
    Asked: { $at }
desk-payout-status-asked = 🆕 Waits for a decision
desk-payout-status-approved = 🏦 Approved, to be paid
desk-payout-status-sending = ⏳ On the way
desk-payout-status-paid = ✅ Paid
desk-payout-status-failed = ⚠️ Failed
desk-payout-status-rejected = ✖️ Rejected
desk-payout-status-withdrawn = ↩️ Taken back
desk-purpose-executor = an executor’s earnings
desk-purpose-bonus = bonuses for invitations
desk-purpose-agency = an agency's earnings
desk-payout-place-card = Card
desk-payout-place-account = Account
desk-payout-reference = Bank’s reference: { $text }
desk-payout-problem = Reason: { $text }
desk-payout-approve = ✅ Approve
desk-payout-reject = ✖️ Reject
desk-payout-paid = 🏦 Paid, enter the reference
desk-payout-fail = ⚠️ The bank refused
desk-ask-payout = Approve the payout of <b>{ $sum }</b> to { $name }, { $place } { $card }?
desk-ask-payout-reject = Why do we reject the payout of { $sum } ({ $name })? The person will see the reason, the money returns to the balance.
desk-ask-payout-reference = Write the bank’s reference for the payout of { $sum } ({ $name }).
desk-ask-payout-fail = What did the bank say about the payout of { $sum } ({ $name })? The money returns to the balance.
desk-ask-bank-list = The file holds whole card numbers. Who took it is written into the log. Send it?
desk-bank-list-here = Payouts on the list: { $count }. Delete the file from the chat when it is no longer needed.
desk-open-payout = Open the payout
