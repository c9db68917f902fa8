menu-study = 🎓 Study help

study-home =
    <b>Study help</b>

    Choose what you need. You see the price first and pay later; the work can be sent back for changes.
study-go-on = ✏️ Go on with your request: { $kind }
study-mine = 📂 My orders
study-kind =
    <b>{ $title }</b>

    { $description }
study-price-fixed = <b>Price:</b> { $price }
study-price-quote = <b>Price:</b> we name it after reading your request. Asking is free and binds you to nothing.
study-price-offers = <b>Price:</b> executors make offers, and you choose.
study-kind-terms =
    <b>Usual time:</b> { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
    <b>Changes:</b> { $revisions ->
        [0] by agreement
        [one] { $revisions } free round
       *[other] { $revisions } free rounds
    }
    Work that you do not answer for { $accept ->
        [one] { $accept } day
       *[other] { $accept } days
    } counts as accepted. The warranty lasts { $warranty ->
        [one] { $warranty } more day
       *[other] { $warranty } more days
    }.
study-begin = ✍️ Make a request
study-field-subject = Subject
study-field-topic = Topic
study-field-details = What you need
study-field-deadline = Deadline
study-field-volume = Volume
study-field-files = Files
study-field-budget = Budget
study-line = <b>{ $name }:</b> { $value }
study-line-files = <b>Files:</b> { $count }
study-ask-subject = Which subject? For example: probability theory.
study-ask-topic = Which topic?
study-ask-details = Tell us what you need: the task, the requirements, what is done, where you are stuck. Up to 3000 characters.
study-ask-deadline = By which day? Pick it in the calendar or write it, for example 25.12. The earliest day: { $day }.
study-ask-volume = How much ({ $hint })?
study-ask-files =
    Send the guidelines, the task, a draft: whatever helps. Several files at once are fine, { $limit } in all.

    { $count ->
        [0] None yet.
        [one] { $count } file so far.
       *[other] { $count } files so far.
    }
study-ask-budget = How much would you like to spend, in roubles? It helps executors and binds you to nothing.
study-skip = Skip ›
study-next = Next ›
study-to-summary = 📄 To the request
study-summary = <b>Your request</b> · { $kind }
study-summary-missing = Still to fill in: { $name }.
study-submit = 📨 Send the request
study-discard = 🗑 Delete the draft
study-discard-ask = Delete the draft with its files? It cannot be brought back.
study-files =
    { $count ->
        [one] 📎 { $count } file
       *[other] 📎 { $count } files
    }
study-files-title =
    { $count ->
        [0] No files.
       *[other] Tap a file to take it out of the request.
    }
study-file =
    { $kind ->
        [photo] Photo { $number }
        [voice] Voice message { $number }
        [video] Video { $number }
        [audio] Audio { $number }
       *[other] File { $number }
    }
study-list = <b>My orders</b>
study-list-empty = No orders yet.
study-row = { $mark } No. { $id } · { $kind } · { $status }
study-newest = ⇤ Newest
study-older = Older ›
study-open = 📂 Open the order

study-status-draft = draft
study-status-submitted = waiting for a price
study-status-quoted = priced
study-status-awaiting-payment = to be paid
study-status-paid = paid
study-status-in-progress = in work
study-status-delivered = ready for you
study-status-changes-requested = being changed
study-status-disputed = dispute
study-status-completed = completed
study-status-refunded = refunded
study-status-cancelled = cancelled
study-status-expired = expired

study-card =
    <b>Order No. { $id }</b> · { $kind }
    { $topic }

    <b>Now:</b> { $status }
study-next-submitted = We have your request and will write as soon as there is a price.
study-next-offers =
    { $count ->
        [one] There is { $count } offer. Compare and choose, or wait for more.
       *[other] There are { $count } offers. Compare and choose, or wait for more.
    }
study-next-quoted =
    Price: <b>{ $price }</b>, time: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
    { $note }
study-next-pay = <b>{ $price }</b> to be paid. We wait until { $until }, then the order closes.
study-next-assigned = Your payment is here. The executor is about to begin.
study-next-paid = Your payment is here. We are finding an executor.
study-next-work = The executor is at work. You can write to them right here.
study-next-delivered =
    The work is ready: look at it and accept it by { $until }. { $revisions ->
        [0] There are no free rounds of changes.
        [one] { $revisions } free round of changes is left.
       *[other] { $revisions } free rounds of changes are left.
    }
study-next-rest = The work is ready. Look at it; paying the rest, <b>{ $rest }</b>, accepts it too.
study-next-changes = The executor is making the changes.
study-next-disputed = We are reading the conversation and will decide. It usually takes a day or two.
study-next-warranty = If you find a mistake, write by { $until }: the warranty still holds.
study-next-ended = <b>Reason:</b> { $reason }
study-fact-executor = <b>Executor:</b> { $number }
study-fact-due = <b>Deadline:</b> { $day }
study-fact-price = <b>Price:</b> { $price }
study-fact-paid = <b>Paid:</b> { $paid }
study-fact-refunded = <b>Going back:</b> { $back }
study-extension-asked = ⏳ The executor asks for time until <b>{ $day }</b>: { $reason }
study-extension-yes = ✅ Give time
study-extension-no = ✖️ Do not
study-see-offers = ✋ Offers
study-quote-yes = ✅ Agree and pay
study-quote-no = ✖️ Not for me
study-pay = 💳 Pay
study-pay-rest = 💳 Pay the rest and accept
study-deliveries = 📦 What was delivered
study-accept = ✅ Accept the work
study-changes = 🔁 Ask for changes
study-write = ✉️ Write
study-thread = 💬 Conversation
study-brief = 📄 Request
study-timeline = 🕓 History
study-cancel = ✖️ Cancel
study-dispute = ⚖️ Problem
study-brief-title = <b>Request No. { $id }</b> · { $kind }
study-offers =
    <b>Offers for order No. { $id }</b>

    { $count ->
        [0] None yet.
       *[other] The cheapest come first.
    }
study-offer =
    <b>Executor { $number }</b> · { $stars }
    { $price } · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
    { $note }
study-stars =
    ⭐ { $stars } ({ $count ->
        [one] { $count } review
       *[other] { $count } reviews
    })
study-no-reviews = no reviews yet
study-offer-choose = { $number } · { $price }
study-offer-ask = Choose this offer? You pay next, and the executor begins.
study-offer-yes = ✅ Choose
study-got = <b>Delivered for order No. { $id }</b>
study-got-one = <b>Version { $number }</b> · { $at }
study-got-files = 📎 Version { $number } · { $count }
study-no-files = This version is text only.
study-accept-ask =
    Accept the work? The money goes to the executor. The warranty lasts { $days ->
        [one] { $days } more day
       *[other] { $days } more days
    }.
study-changes-ask = What should be changed? Write it in one message. Free rounds left: { $left }.
study-dispute-ask = What happened? Describe it in one message, up to { $limit } characters. We will read the conversation and decide how to split the money.
study-cancel-free = Cancel the order? No money was paid for it yet.
study-cancel-refund = Cancel the order? Everything you paid goes back: <b>{ $back }</b>. It usually takes 1 to 3 days.
study-cancel-staff = The work has begun, so the order cannot simply be cancelled. Tell us what happened: we will decide how much goes back.
study-cancel-over = This order is over.
study-timeline-title = <b>History of order No. { $id }</b>
study-timeline-row = { $at }: { $deed }

study-deed-submitted = request sent
study-deed-quoted = price named
study-deed-quote-accepted = price accepted
study-deed-quote-declined = price declined
study-deed-offered = new offer
study-deed-offer-withdrawn = offer taken back
study-deed-offer-chosen = offer chosen
study-deed-paid = payment received
study-deed-revived = late payment, the order is open again
study-deed-late-money = late payment, the money goes back
study-deed-taken = an executor took the order
study-deed-assigned = executor assigned
study-deed-started = work began
study-deed-declined = the executor declined
study-deed-accept-timed-out = the executor did not answer
study-deed-taken-away = taken from the executor
study-deed-delivered = work delivered
study-deed-changes-requested = changes requested
study-deed-accepted = work accepted
study-deed-auto-accepted = accepted automatically
study-deed-extension-asked = the executor asks for time
study-deed-extension-agreed = deadline moved
study-deed-extension-refused = deadline not moved
study-deed-disputed = dispute opened
study-deed-claimed = warranty claim
study-deed-decided = dispute decided
study-deed-cancelled = order cancelled
study-deed-expired = order expired
study-deed-contacts-masked = contacts hidden in a message

study-news-quoted = 💬 Order No. { $id } ({ $kind }): the price is { $price }.
study-news-offered = ✋ Order No. { $id } ({ $kind }): a new offer from an executor.
study-news-paid = ✅ Payment received: order No. { $id } ({ $kind }).
study-news-started = 🛠 Order No. { $id } ({ $kind }): the executor began.
study-news-delivered = 📦 Order No. { $id } ({ $kind }): the work is ready, have a look.
study-news-auto-completed = 🏁 Order No. { $id } ({ $kind }) was accepted automatically. The warranty still holds.
study-news-extension = ⏳ Order No. { $id } ({ $kind }): the executor asks for more time.
study-news-disputed = ⚖️ Order No. { $id } ({ $kind }): the executor asked us to step in. We are reading the conversation.
study-news-decided = ⚖️ Order No. { $id } ({ $kind }): we have decided.
study-news-cancelled = ✖️ Order No. { $id } ({ $kind }) is cancelled.
study-news-expired = ⌛️ Order No. { $id } ({ $kind }) is closed: time ran out. You can order again.
study-news-late-money = ↩️ The payment for order No. { $id } ({ $kind }) came too late. The money goes back.
study-news-accept-soon = 📦 Order No. { $id } ({ $kind }): tomorrow the work will be accepted automatically. Have a look.
study-news-pay-soon = 💳 Order No. { $id } ({ $kind }): the time to pay is running out.

study-error-gone = There is no such order.
study-error-kind-gone = This service is no longer offered. Choose another one.
study-error-moved = Something happened to the order meanwhile. Open it again.
study-error-taken = Another executor has just taken this order.
study-error-hands-full = You have as many orders in hand as you may. Deliver one and come back.
study-error-no-executor = This executor is not working at present.
study-error-own-order = This is your own order.
study-error-draft = You have a draft of an order already. Finish it or throw it away.
study-error-not-asked = This service does not ask for that.
study-error-missing = Not everything is filled in.
study-error-empty = Write at least a few words.
study-error-long = Too long. Keep it within { $limit } characters.
study-error-soon = Too soon. The earliest day: { $day }.
study-error-far = Too far away: a year ahead at most.
study-error-day = That does not read as a date. Write it like this: 25.12.2026.
study-error-price = That does not look like a sum. Write a number of roubles, from 1 to 1,000,000.
study-error-days = Write a number of days from 1 to 365.
study-error-files = No more than 20 files fit.
study-error-not-file = Send a file or a photo.
study-error-not-text = Please answer in words.
study-error-nothing = Send files or write what is done.
study-error-revisions = There are no free rounds of changes. Agree with the executor in the conversation, or write to us.
study-error-rest = Pay the rest first.
study-error-warranty = The warranty of this order is over.
study-error-asked = The request for time was sent already and waits for an answer.
study-error-payment-open = A payment is under way. Wait a minute.
study-error-too-many = Too many orders are open. Finish or cancel some of them.
study-error-too-much = That much cannot go back: it is more than what is left of the payment.
