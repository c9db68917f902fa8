# Bookings of tours.
bookings-head =
    <b>Booking No. { $number }</b>
    { $tour }
    { $days } · { $party }
bookings-adults =
    { $count ->
        [one] { $count } adult
       *[other] { $count } adults
    }
bookings-children =
    { $count ->
        [one] { $count } child
       *[other] { $count } children
    }
bookings-agency = 🏢 { $name }
bookings-traveller = 👤 { $name }
bookings-nobody = deleted account
bookings-price-base = Seats: { $sum }
bookings-price-promotion = { $name }: −{ $sum }
bookings-price-promo = Promo code { $code }: −{ $sum }
bookings-price-total = To pay: <b>{ $sum }</b>
bookings-price = Price: <b>{ $sum }</b>
bookings-paid = Paid: { $sum }
bookings-refunded = Returned: { $sum }
bookings-left =
    { $hours ->
        [0] { $minutes } min
       *[other] { $minutes ->
            [0] { $hours } h
           *[other] { $hours } h { $minutes } min
        }
    }
bookings-status-requested = ⏳ Waiting for the agency, { $left } left. The seats are yours meanwhile.
bookings-status-approved = 💳 The agency said yes. Pay within { $left }.
bookings-status-paying = 💳 The payment is under way.
bookings-status-paid = ✅ Paid. See you there!
bookings-status-completed = 🏁 The tour is over.
bookings-status-rejected = ✖️ The agency said no.
bookings-status-unanswered = ⌛ The agency did not answer in time; the seats are free again.
bookings-status-unpaid = ⌛ It was not paid in time; the seats are free again.
bookings-status-cancelled = ↩️ Cancelled.
bookings-status-refunded = ↩️ Cancelled, the money is on its way back.
bookings-reason = Reason: { $text }
bookings-reason-full = Reason: there are no seats left on those dates.
bookings-reason-dates = Reason: the dates change.
bookings-reason-party = Reason: the tour does not suit such a party.
bookings-names = Travelling: { $names }
bookings-wish = Wish: { $text }
bookings-contacts = How to reach the agency: { $contacts }
bookings-load = { $taken } of { $capacity } seats taken

bookings-who =
    <b>{ $tour }</b>
    { $days }

    Adult { $adult }, child { $child }
    Seats left: { $free }
bookings-who-sum = { $party }: <b>{ $sum }</b>
bookings-who-full = There are not that many seats. You can join the waiting list: once there are seats, we hold them for you and write.
bookings-count-adults = Adults: { $count }
bookings-count-children = Children: { $count }
bookings-next = Next ›
bookings-summary =
    <b>{ $tour }</b>
    🏢 { $agency }
    { $days } · { $party }
bookings-how =
    The seats are yours at once. The agency has { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } to answer, then you have { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } to pay. Until you pay, cancelling is free.
bookings-request = ✅ Book for { $sum }
bookings-code = 🎟 I have a promo code
bookings-other-code = 🎟 Another promo code
bookings-ask-code = Write the promo code.
bookings-ask-names =
    { $count ->
        [one] Write the first and last name of the traveller.
       *[other] Write the first and last names of everybody who comes ({ $count }), each on a line of its own.
    }

    { $limit } characters each at most.
bookings-ask-wish = What shall we tell the agency? Up to { $limit } characters.
bookings-sold-out = Those seats have just been taken. Join the waiting list or pick other dates.
bookings-wait = 🔔 Join the waiting list
bookings-unwait = Leave the waiting list
bookings-left-list = You no longer wait for seats.
bookings-waiting =
    🔔 <b>You are on the waiting list</b>
    { $tour }
    { $days } · { $party }
bookings-waiting-before =
    { $count ->
        [0] You are first in line. Once there are seats, we hold them for you and write.
        [one] { $count } party is before you. When it is your turn, we hold the seats and write.
       *[other] { $count } parties are before you. When it is your turn, we hold the seats and write.
    }
bookings-offered =
    🔔 <b>There are seats for you</b>
    { $tour }
    { $days } · { $party }
bookings-offered-until = We hold them for another { $left }. Then they go to the next in line.
bookings-take-offer = ✅ Book
bookings-mine =
    <b>My bookings</b>

    { $count ->
        [0] None yet.
       *[other] { $count } in all.
    }
bookings-open = 🎫 Open the booking
bookings-pay = 💳 Pay
bookings-receipt = 🧾 Receipt
bookings-chat = 💬 Group chat
bookings-rate = ⭐ Rate the tour
bookings-add-names = 📝 Add names
bookings-other-names = 📝 Change the names
bookings-add-wish = ✍️ A wish for the agency
bookings-other-wish = ✍️ Change the wish
bookings-cancel = Cancel the booking
bookings-to-tour = 🌍 To the tour
bookings-cancel-free = Cancel booking No. { $number }? You have not paid anything yet.
bookings-cancel-whole = Cancel booking No. { $number }? All of it goes back: { $refund }.
bookings-cancel-part = Cancel booking No. { $number }? { $refund } of { $paid } goes back.
bookings-cancel-nothing = Cancel booking No. { $number }? The tour is near: { $paid } does not go back.

bookings-shelf-requested =
    <b>Waiting for an answer</b>

    { $count ->
        [0] No new requests.
       *[other] { $count } in all.
    }
bookings-shelf-approved =
    <b>Waiting for payment</b>

    { $count ->
        [0] No such bookings.
       *[other] { $count } in all.
    }
bookings-shelf-paid =
    <b>Paid</b>

    { $count ->
        [0] No such bookings.
       *[other] { $count } in all.
    }
bookings-shelf-past =
    <b>Over and cancelled</b>

    { $count ->
        [0] No such bookings.
       *[other] { $count } in all.
    }
bookings-approve = ✅ Approve
bookings-reject = ✖️ Reject
bookings-call-off = Cancel the booking
bookings-ask-reason = Why do we say no? The traveller reads the reason.
bookings-why-full = No seats left
bookings-why-dates = The dates change
bookings-why-party = The tour does not suit the party
bookings-why-other = No reason
bookings-why-words = ✍️ In my own words
bookings-ask-words = Write the reason: the traveller will read it.
bookings-call-off-paid = Cancel booking No. { $number }? All of it goes back to the traveller: { $refund }.
bookings-call-off-free = Cancel booking No. { $number }? It is not paid yet.

bookings-news-requested = 🆕 <b>New request</b>
bookings-news-answer-due = ⏰ <b>A request waits for an answer</b>. Half of the time is over.
bookings-news-approved = ✅ <b>The agency approved your booking</b>. Now it has to be paid.
bookings-news-payment-due = ⏰ <b>Your booking waits for the payment</b>. Half of the time is over; then the seats are free again.
bookings-news-rejected = ✖️ <b>The agency said no</b>
bookings-news-unanswered = ⌛ <b>The agency did not answer in time</b>. The seats are free again, there is nothing to pay.
bookings-news-unpaid = ⌛ <b>The booking was not paid in time</b>. The seats are free again.
bookings-news-paid = ✅ <b>The booking is paid</b>. How to reach the agency stands on its card now.
bookings-news-paid-agency = 💰 <b>A booking is paid</b>
bookings-news-cancelled = ↩️ <b>The traveller cancelled a booking</b>
bookings-news-called-off = ↩️ <b>The agency cancelled your booking</b>
bookings-news-session-cancelled = ↩️ <b>The tour does not take place</b>
bookings-news-reversed = ↩️ <b>The money for your booking went back, the booking is off</b>
bookings-news-reversed-agency = ↩️ <b>A payment went back, the booking is off</b>
bookings-news-tomorrow = 🎒 <b>Your tour begins tomorrow</b>
bookings-news-refund = { $sum } goes back to you.
bookings-news-lapsed = The seats we held for you on “{ $tour }”, { $days }, went to the next in line.
bookings-news-over = There will be no more seats on “{ $tour }”, { $days }: booking is closed. Have a look at other dates.
bookings-session-few = ⚠️ Fewer than { $minimum } seats are paid on “{ $tour }”, { $days }. If the group is still too small 72 hours before it begins, the tour is called off and the money goes back.
bookings-session-called-off = ↩️ “{ $tour }”, { $days }, is called off: { $minimum } seats were not reached. The money goes back to the travellers.
bookings-open-session = 📅 Open the session

bookings-error-text = Write it in words, please.
bookings-error-wish = The wish is too long: { $limit } characters at most.
bookings-error-reason = The reason is empty or too long.
bookings-error-not-offered = Those dates can no longer be booked.
bookings-error-not-full = There are seats: no need to wait.
bookings-error-party = Such a party does not fit: at least one adult is needed.
bookings-error-names = As many names as seats, please, each on a line of its own.
bookings-error-price = The price changed. Have a look at the new one.
bookings-error-price-now = The price changed: it is { $price } now.
bookings-error-code-unknown = There is no such promo code.
bookings-error-code-time = This promo code is not valid now.
bookings-error-code-place = This promo code is for other tours.
bookings-error-code-used = This promo code is used up.
bookings-error-code-yours = You have used this promo code already.
bookings-error-code-minimum = This promo code is valid from { $sum } on.
bookings-error-asked = You have a booking on those dates already.
bookings-error-holds = Too many of your bookings wait for an answer or for payment. Pay or cancel one of them.
bookings-error-cooldown = Several of your bookings in a row were left unpaid. You can book again after { $until }.
bookings-error-moved = The booking has moved on. Open it again.
bookings-error-paying = The booking is being paid right now. Wait until that is over.
bookings-error-begun = The tour has begun.
bookings-error-terms = The terms changed. Have another look.
