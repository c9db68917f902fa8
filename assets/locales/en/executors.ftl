menu-work = 🧰 Executor's desk
profile-become-executor = 🧰 Become an executor
command-work = Executor's desk

# The application.
executors-invitation =
    <b>Become an executor</b>

    Executors help students: they advise, review, explain and translate. You choose your orders and get { $share }% of the price. You talk to clients through the bot, and neither of you sees the other's name or contacts.

    Tell us about yourself: it takes a couple of minutes, and the answer comes right here.
executors-begin = ✍️ Fill in the application
executors-go-on = ✍️ Continue
executors-ask-subjects = Which subjects and kinds of work are you good at? For example: statistics, econometrics, coursework review.
executors-ask-experience = Tell us about your experience: where you studied and worked, how you have helped students.
executors-ask-samples =
    Send samples of your work, up to { $limit } files. You can do without.

    { $count ->
        [0] None so far.
        [one] { $count } file is here.
       *[other] { $count } files are here.
    }
executors-ask-card = Send the number of the card for your earnings. We keep it encrypted, and your message with the number leaves the chat at once.
executors-next = Next ›
executors-skip = Skip ›
executors-draft = <b>Your application</b> is not sent yet. Check that everything is right.
executors-applied = <b>The application was sent</b> on { $at }. We will read it and answer here.
executors-refused =
    <b>The application was not accepted yet.</b>

    Reason: { $reason }

    Change it and send it again.
executors-approved = <b>You are an executor.</b> Clients know you as “Executor { $number }”.
executors-paused = ⏸ No new orders for you at present. Reason: { $reason }
executors-fields =
    <b>Subjects:</b> { $subjects }
    <b>Experience:</b> { $experience }
    <b>Samples:</b> { $samples }
    <b>Card:</b> { $card }
executors-send = 📨 Send the application
executors-edit-subjects = ✏️ Subjects
executors-edit-experience = ✏️ Experience
executors-edit-samples = 📎 Samples
executors-edit-card = 💳 Card
executors-card-kept = Card { $card } is kept, and the message with its number is gone.

# Decisions of staff.
executors-review = Executor application: <b>{ $name }</b>, number { $number }
executors-review-approved = ✅ Accepted.
executors-review-refused = ✖️ Refused. Reason: { $reason }
executors-review-paused = ⏸ Paused. Reason: { $reason }
executors-samples = 📎 Samples: { $count }
executors-approve = ✅ Accept
executors-refuse = ✖️ Refuse
executors-ask-reason = <b>{ $name }</b>: why is it refused? They will read the reason. Up to { $limit } characters.
executors-news-approved = 🎉 Your application was accepted! You are an executor now; clients know you as “Executor { $number }”.
executors-news-refused =
    Your executor application was not accepted yet.

    Reason: { $reason }
executors-news-paused = ⏸ We paused new orders for you. What you have in hand stays with you. Reason: { $reason }
executors-news-resumed = ▶️ New orders come to you again.
executors-news-limit = Orders you may have in hand now: { $limit }.
executors-news-share = Your share of the price of new orders is now { $share }%.
executors-again = ✍️ Change the application

# The desk.
executors-panel =
    <b>Desk of executor { $number }</b>

    In hand: { $work } of { $limit }.
executors-panel-rating =
    { $count ->
        [one] ⭐ { $stars } from { $count } review.
       *[other] ⭐ { $stars } from { $count } reviews.
    }
executors-panel-waiting =
    { $count ->
        [one] ❔ { $count } order waits for your answer.
       *[other] ❔ { $count } orders wait for your answer.
    }
executors-board = 📋 Order board: { $count }
executors-work = 🛠 In hand: { $count }
executors-offers = ✋ Offers: { $count }
executors-money = 💰 Earnings
executors-history = 🗂 History
executors-board-title =
    <b>Order board</b>

    { $count ->
        [0] Nothing suitable at present. We will write when something comes.
        [one] { $count } order.
       *[other] { $count } orders.
    }
executors-board-shown = Shown: { $filter }
executors-filter = ⚙️ Filter
executors-filter-ask = What to show, and in which order?
executors-any-kind = All kinds
executors-whenever = Any deadline
executors-within =
    { $days ->
        [one] within { $days } day
       *[other] within { $days } days
    }
executors-sort-new = newest
executors-sort-soon = urgent
executors-sort-dear = best paid
executors-show = 👀 Show
executors-offers-title =
    <b>My offers</b>

    { $count ->
        [0] No open offers.
       *[other] Open: { $count }.
    }
executors-work-title =
    <b>In hand</b>

    { $count ->
        [0] Nothing now. Have a look at the board.
       *[other] Orders: { $count }. The most urgent come first.
    }
executors-history-title =
    <b>History</b>

    { $count ->
        [0] No finished orders yet.
       *[other] Orders: { $count }.
    }

# An order.
executors-order =
    <b>Order No. { $id }</b> · { $kind }
    { $status }
executors-status-open = The client waits for offers
executors-status-free = Paid and free
executors-status-lost = No longer available
executors-status-draft = Draft
executors-status-submitted = The client waits for offers
executors-status-quoted = The price is being agreed on
executors-status-awaiting_payment = Waits for the payment
executors-status-paid = ❔ Assigned to you, waits for your answer
executors-status-in_progress = 🛠 In work
executors-status-delivered = 📤 Delivered, the client is looking at it
executors-status-changes_requested = 🔁 The client asks for changes: see the chat
executors-status-disputed = ⚖️ A dispute: the team decides
executors-status-completed = ✅ Accepted
executors-status-refunded = ✖️ Ended with a refund
executors-status-cancelled = ✖️ Called off
executors-status-expired = ✖️ Ran out of time
executors-order-subject = <b>Subject:</b> { $text }
executors-order-topic = <b>Topic:</b> { $text }
executors-order-details = <b>Details:</b> { $text }
executors-order-volume = <b>Volume:</b> { $text }
executors-order-due = <b>Deadline:</b> { $day }
executors-order-budget = <b>Client's budget:</b> { $budget }
executors-order-price = <b>Price:</b> { $price }
executors-order-share = <b>For you:</b> { $share }
executors-order-offer =
    ✋ <b>Your offer:</b> { $days ->
        [one] { $price } in { $days } day
       *[other] { $price } in { $days } days
    }
    { $note }
executors-order-accept = ⏳ { $left } left to answer, until { $until }. After that the order goes to others.
executors-order-delivered = 📦 Version { $number } was delivered on { $at }.
executors-order-more = ⏳ You asked to move the deadline to { $day }. The client has not answered yet.
executors-order-warranty = Warranty until { $day }: the client may come back with questions.
executors-order-ended = <b>What the team decided:</b> { $reason }
executors-span = { $hours } h { $minutes } min
executors-offer = ✋ Offer a price and a time
executors-offer-change = ✏️ Change
executors-offer-withdraw = ↩️ Take back
executors-take = 🤝 Take the order
executors-files = 📎 Files of the order: { $count }
executors-accept = ✅ I'll do it
executors-decline = ✖️ Decline
executors-decline-ask = Decline order No. { $id }? It will be offered to other executors.
executors-deliver = 📤 Deliver the work
executors-more = ⏳ Ask for more time
executors-write = 💬 Write to the client
executors-dispute = ⚖️ Call the team
executors-dispute-ask = What happened? Describe it in one message, up to { $limit } characters. The work stops, we read the conversation and decide how to split the money.
executors-ask-price = Order No. { $id }. What is your price? Write it in roubles.
executors-ask-days = In how many days will it be done? Write a number from 1 to { $limit }.
executors-ask-note = What shall we tell the client: how you will work, why they should choose you? Up to { $limit } characters.
executors-parcel =
    <b>Delivery of order No. { $id }</b>

    Send the files, up to { $limit }. When all are here, tap “Next”.

    { $count ->
        [0] No files yet.
       *[other] Files: { $count }
    }
executors-parcel-file = • { $name }
executors-unpack = 🗑 Begin anew
executors-ask-delivery =
    { $count ->
        [0] There are no files. Write your answer to the client: it goes out as the delivered work.
        [one] { $count } file is ready. Write a few words to go with it, and the work goes to the client.
       *[other] { $count } files are ready. Write a few words to go with them, and the work goes to the client.
    } Up to { $limit } characters.
executors-deliver-bare = 📤 Deliver without words
executors-ask-day = The deadline is { $day }. Choose a new day.
executors-ask-day-first = The new deadline: choose a day.
executors-ask-more = New deadline: { $day }. Tell the client why you need more time. Up to { $limit } characters.

# Money.
executors-money-page =
    <b>Earnings</b>

    To be paid out: <b>{ $balance }</b>
    Your share: { $share }%
    Card: { $card }
executors-no-card = none yet
executors-card-add = 💳 Add a card
executors-card-change = 💳 Change the card
executors-payout = 💸 Withdraw the earnings
executors-payout-ask = Withdraw <b>{ $amount }</b> to card { $card }?
executors-payout-open = ⏳ A payout of { $amount } to card { $card } was asked for on { $at }.
executors-payout-back = ↩️ Take the request back
executors-payout-minimum = The smallest payout is { $minimum }.
executors-entries = 📒 Credits and payouts
executors-entries-title = <b>Credits and payouts</b>
executors-entries-none = Nothing here yet.
executors-entry = { $at } · <b>{ $amount }</b> · { $what }
executors-entry-order = order No. { $id }
executors-entry-payout = payout
executors-entry-other = correction
executors-older = Earlier ›

executors-open = 📄 Open the order
executors-to-board = 🧰 To the desk
executors-news-board = 📋 A new order on the board: No. { $id }
executors-news-assigned = 🤝 Order No. { $id } is assigned to you
executors-news-lost = Order No. { $id }: the client chose another offer. Thank you for yours!
executors-news-taken = Order No. { $id } is no longer yours.
executors-news-changes = 🔁 Order No. { $id }: the client asks for changes.
executors-news-completed = ✅ Order No. { $id } is accepted. Your share is on your balance.
executors-news-silence = ✅ Order No. { $id } was accepted by itself: the client did not answer in time. Your share is on your balance.
executors-news-more-yes = ⏳ Order No. { $id }: the client agreed to the new deadline.
executors-news-more-no = Order No. { $id }: the client did not agree to a new deadline, the old one stays.
executors-news-disputed = ⚖️ Order No. { $id }: there is a dispute. The team looks into it and writes to both of you.
executors-news-decided = ⚖️ Order No. { $id }: the team has decided.
executors-news-yours = Your share: <b>{ $sum }</b>.
executors-news-nothing = The money goes back to the client.
executors-news-cancelled = ✖️ Order No. { $id } was called off.
executors-news-expired = ✖️ Order No. { $id } is closed: its time ran out.
executors-news-due = ⏰ Order No. { $id } is due in less than a day.
executors-news-overdue = ⏰ Order No. { $id }: the deadline has passed. Deliver the work or agree on a new date.

executors-error-yourself = Nobody decides about their own application.
executors-error-moved = Things have changed since. Open the application again.
executors-error-incomplete = Fill in subjects and experience, then the application can be sent.
executors-error-empty = A text is needed here.
executors-error-long = Too long: up to { $limit } characters fit.
executors-error-files = Too many files: { $limit } fit.
executors-error-not-file = A file is needed here: a document, a photo, a video or a recording.
executors-error-limit = Orders in hand may be from 1 to { $limit }.
executors-error-share = A share is from 0 to 100 per cent.
executors-error-order-moved = That is no longer possible: the order has changed. Open it again.
executors-error-taken = Another executor has taken this order. There are others on the board.
executors-error-hands = You have as many orders as you may take: deliver one first.
executors-error-not-at-work = You do not take new orders at present.
executors-error-own = This is your own order.
executors-error-soon = The new deadline cannot be before { $day }.
executors-error-far = That is too far: choose a day within a year.
executors-error-price = Write the price as a number in roubles: from 1 to 1,000,000.
executors-error-days = Write a number of days from 1 to { $limit }.
executors-error-nothing = Send a file or write a text.
executors-error-asked = You have asked for more time already. Wait for the client's answer.
executors-error-file-first = Files come first. We ask for words next: tap “Next”.

audit-executor-applied = executor application
audit-executor-approved = executor accepted
audit-executor-refused = application refused
audit-executor-paused = executor paused
audit-executor-resumed = executor works again
audit-executor-limit = executor's limit
audit-executor-share = executor's share
audit-executor-card = executor's card
audit-hour-contacts-masked = contacts masked in an hour's chat
audit-executor = executors
