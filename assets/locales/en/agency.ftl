# The agency's desk.
agency-home =
    <b>Agencies</b>

    { $count ->
        [0] None yet.
       *[other] Pick an agency.
    }
agency-open =
    <b>{ $name }</b>

    Requests, sessions and all that the work needs.
agency-blocked = ⛔️ The agency is blocked: { $reason }
agency-shelf-requested = 🆕 Requests: { $count }
agency-shelf-approved = 💳 To be paid: { $count }
agency-shelf-paid = ✅ Paid: { $count }
agency-shelf-past = 🗂 Past: { $count }
agency-sessions = 📅 Sessions
agency-sessions-title =
    <b>Sessions</b>

    { $count ->
        [0] No sessions ahead.
       *[other] Date, tour, seats taken of all.
    }
agency-session =
    <b>{ $tour }</b>
    { $days }
    Adult { $adult }, child { $child }
agency-session-private =
    <b>{ $tour }</b>
    { $days }
    Price for everybody: { $adult }
agency-session-open = 🟢 Can be booked
agency-session-closed = 🔒 Booking is closed
agency-session-cancelled = ✖️ Called off
agency-session-completed = 🏁 Over
agency-load =
    { $capacity } seats, { $free } free
    { $paid } paid, { $approved } to be paid, { $requested } to be answered
    { $waiting } on the waiting list
agency-minimum = A group of { $count } at least: with fewer paid seats 72 hours before it begins, the tour is called off.
agency-csv = 📄 List, CSV
agency-xlsx = 📊 List, XLSX
agency-participants = Participants
agency-participants-sent =
    { $count ->
        [one] Participants: { $count } row.
       *[other] Participants: { $count } rows.
    }
agency-column-booking = Booking
agency-column-traveller = Traveller
agency-column-username = Name at Telegram
agency-column-name = Participant
agency-column-status = State
agency-column-adults = Adults
agency-column-children = Children
agency-column-wish = Wish
agency-status-paid = paid
agency-status-approved = to be paid
agency-message = ✉️ Write to participants
agency-ask-message = Write the message. Everybody whose booking is approved or paid gets it.
agency-message-sent =
    { $count ->
        [0] There is nobody to write to yet.
        [one] Sending to { $count } traveller.
       *[other] Sending to { $count } travellers.
    }
agency-close = 🔒 Close booking
agency-reopen = 🟢 Open booking
agency-cancel = Call the session off
agency-ask-cancel =
    Call the session of { $days } off? { $count ->
        [0] It has no bookings.
        [one] The booking of { $count } seat is cancelled, all of the money goes back.
       *[other] The bookings of { $count } seats are cancelled, all of the money goes back.
    }

    Write the reason, travellers will read it, or go on without one.
agency-cancel-yes = Call it off without a reason
agency-money-button = 💰 Money
agency-money = <b>Money</b> · { $agency }
agency-money-owed = To be paid out: <b>{ $sum }</b>
agency-money-minimum = You can withdraw from { $minimum }.
agency-money-owes = Commission due: <b>{ $sum }</b>. The money for these tours came to your own Payme cash desk.
agency-money-nothing = Nothing yet: money appears when the first paid tour is over.
agency-money-empty = The balance is empty right now.
agency-money-payout =
    Payout No. { $number } · { $sum } to account { $account }, { $day }
    { $status }
agency-withdraw = 💸 Withdraw { $sum }
agency-take-back = ↩️ Take the request back
agency-receive = ➕ Commission came, { $currency }
agency-ask-account = We will pay out <b>{ $sum }</b>. Send the bank details in one message: recipient, tax number, bank and the account of 20 digits. The message leaves the chat at once.
agency-ask-received = How much came? Type the sum, such as 150 000.
agency-ask-reference = Writing down <b>{ $sum }</b>. By which document did it come? Type its number.
agency-received = Written down: { $sum } came.
agency-error-account = There is no account number: it has 20 digits.
agency-error-account-long = Too long: fit the details into { $limit } characters.
agency-error-received = That is not a sum.
agency-error-reference-known = This document is written down already.
agency-tours = 🌍 Tours
agency-discounts = 🎟 Discounts and codes
agency-settings = ⚙️ About the agency

agency-statements = 📄 Monthly statements
agency-statement = <b>Statement</b> · { $agency }, { $month }
agency-statement-opening = At the beginning: { $sum }
agency-statement-closing = At the end: <b>{ $sum }</b>
agency-statement-line = { $name } ({ $count }): { $sum }
agency-line-earned = Completed tours
agency-line-own_desk = Received at your Payme desk
agency-line-refunded = Refunds
agency-line-from_own_desk = Refunded from your Payme desk
agency-line-payout = Payout requests
agency-line-payout_returned = Payouts called off
agency-line-commission_paid = Commission paid
agency-line-other = Other
agency-statement-nothing = Nothing happened in this month.
agency-statement-file = ⬇️ { $what }
agency-statement-sent = Statement: { $month }
agency-statement-before = At the beginning of the month
agency-statement-after = At the end of the month
agency-column-at = Date
agency-column-what = Operation
agency-column-number = Number
agency-column-tour = Tour
agency-column-commission = Commission
agency-column-sum = Amount
