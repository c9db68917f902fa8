hours-home =
    <b>An hour with support</b>

    Sixty minutes one to one with a specialist, right in this chat: we go through your assignment, answer your questions and tell you how to go on. You can send text, photos, files and voice messages.

    Price: { $price }.
hours-next = Your next hour: { $when }.
hours-choose = 📅 Choose a time
hours-mine = 🗂 My hours
hours-open-card = 🕐 Open the hour
hours-again = 📅 Choose another time
hours-zone = 🕒 Time zone: { $zone }
hours-none = No free hours right now. Look in tomorrow: the schedule grows every day.
hours-days =
    <b>Choose a day</b>

    Times are in your zone ({ $zone }).
hours-day =
    <b>{ $day }</b>

    Start, { $zone }:
hours-day-none = Everything is taken on this day. Choose another one.
hours-summary =
    <b>An hour with support</b>

    { $when }
    { $zone }

    Price: { $price }. The slot is kept for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: please pay within that time.
hours-hold = ✅ Book
hours-rule-free = Free to call off until { $until }, later we return { $percent } %.
hours-rule-late = If you call it off, we return { $percent } %: the start is near.
hours-rule-missed =
    { $minutes ->
        [one] Not there within { $minutes } minute of the start: the hour is lost
       *[other] Not there within { $minutes } minutes of the start: the hour is lost
    }{ $percent ->
        [0] .
       *[other] , we return { $percent } %.
    } If the specialist doesn't come, we return everything.

hours-mine-title =
    <b>My hours</b>

    { $count ->
        [0] None yet.
       *[other] { $count } in all.
    }
hours-card =
    <b>Hour with support No. { $id }</b>

    { $when }
    { $zone }

    { $status }
hours-card-people =
    Client: { $client }
    Operator: { $operator }
hours-price = Price: { $price }
hours-paid = Paid: { $paid }
hours-refunded = Going back: { $refund }
hours-status-held = ⏳ Waits for the payment until { $until }
hours-status-booked = 📅 Paid, waits for its time
hours-status-live = 🟢 Under way, until { $until }
hours-status-done = ✅ Took place
hours-status-missed-you = ⚠️ Missed: you weren't there
hours-status-missed-client = ⚠️ The client didn't come
hours-status-missed-operator = ⚠️ Didn't take place, our fault
hours-status-cancelled = ✖️ Called off
hours-status-expired = ✖️ Not paid in time

hours-pay = 💳 Pay
hours-rate = ⭐ Rate
hours-transcript = 💬 Messages
hours-enter = 💬 I'm here
hours-entered = You're in. Write here: everything reaches the other side.
hours-let-go = ✖️ Let the slot go
hours-let-go-ask = Let the slot on { $when } go? You haven't paid for it.
hours-cancel = ✖️ Call the hour off
hours-cancel-ask-free = Call off the hour on { $when }? You get everything back: { $refund }.
hours-cancel-ask-late = Call off the hour on { $when }? The start is near, so you get { $refund } of { $paid } back.
hours-cancel-ask-nothing = Call off the hour on { $when }? The start is near, so the { $paid } don't come back.
hours-cancel-ask-host = Call off the hour on { $when }? The client gets everything back: { $refund }.

hours-timer-client =
    { $minutes ->
        [one] ⏳ <b>{ $minutes } minute left</b>
       *[other] ⏳ <b>{ $minutes } minutes left</b>
    }

    Your hour with support No. { $id } is under way. Write here, the specialist sees it all. The chat closes at { $until }.
hours-timer-operator =
    { $minutes ->
        [one] ⏳ <b>{ $minutes } minute left</b>
       *[other] ⏳ <b>{ $minutes } minutes left</b>
    }

    Hour No. { $id } is under way. Tap "I'm here" and write here, the client sees it all. The chat closes at { $until }.
hours-timer-over = ⌛ <b>Time is up.</b> Hour No. { $id } is over.

hours-news-booked = ✅ The hour is paid (No. { $id }): { $when }. We will remind you before it begins.
hours-news-booked-operator = 📅 A new booking: hour No. { $id }, { $when }.
hours-news-expired = The slot on { $when } was let go: the payment didn't come in time.
hours-news-tomorrow = 🔔 Your hour with support (No. { $id }) is tomorrow: { $when }.
hours-news-tomorrow-operator = 🔔 You have hour No. { $id } tomorrow: { $when }.
hours-news-soon = 🔔 Your hour with support (No. { $id }) begins in 15 minutes: { $when }.
hours-news-soon-operator = 🔔 Hour No. { $id } begins in 15 minutes: { $when }.
hours-news-five = ⏰ 5 minutes left.
hours-news-done = The hour with support is over. Thank you for being with us!
hours-news-done-operator = Hour No. { $id } is over.
hours-news-missed-you =
    { $minutes ->
        [one] The hour on { $when } (No. { $id }) is lost: you weren't there for { $minutes } minute after the start.
       *[other] The hour on { $when } (No. { $id }) is lost: you weren't there for { $minutes } minutes after the start.
    }
hours-news-missed-client =
    { $minutes ->
        [one] The client didn't come to hour No. { $id } ({ $when }): you waited { $minutes } minute. You're free.
       *[other] The client didn't come to hour No. { $id } ({ $when }): you waited { $minutes } minutes. You're free.
    }
hours-news-missed-operator = The hour on { $when } (No. { $id }) didn't take place, and it's our fault. We're sorry.
hours-news-missed-by-you = Hour No. { $id } ({ $when }) didn't take place: you weren't there. The client gets the money back.
hours-news-failed = Hour No. { $id } ({ $when }) didn't take place: we announced the start too late. The client gets the money back.
hours-news-cancelled-client = The client called off hour No. { $id }: { $when }.
hours-news-cancelled-operator = The specialist can't host your hour on { $when }. We're sorry.
hours-news-cancelled-staff = Your hour on { $when } (No. { $id }) was called off.
hours-news-cancelled-staff-operator = Staff called off hour No. { $id }: { $when }.
hours-news-refund = { $refund } are going back to you.
hours-news-taken-away = Hour No. { $id } ({ $when }) was given to another operator.
hours-news-given = 📅 You were given hour No. { $id }: { $when }.

hours-desk =
    <b>My hours</b>

    When people can book you ({ $zone }):
hours-desk-empty = Never yet. Choose a weekday and add a time.
hours-coming = 📋 Bookings: { $count }
hours-days-off = 🏖 Days off
hours-all = 🗂 Hours of all operators
hours-weekday = <b>{ $day }</b>. Tap a time to remove it. Hours that are paid stay.
hours-weekday-empty = <b>{ $day }</b>. You don't take anybody on this day.
hours-add = ✏️ Type a time
hours-ask-windows = <b>{ $day }</b>: write the time, such as 9:00-13:00, 14:00-18:30. Zone: { $zone }.
hours-days-off-title =
    <b>Days off</b>

    { $count ->
        [0] No single days off. Tap a day on which you don't work.
        [one] { $count } day. Tap it below to give it back.
       *[other] { $count } days. Tap one below to give it back.
    }
hours-days-off-kept =
    ⚠️ { $count ->
        [one] There is { $count } paid hour on that day, it stays.
       *[other] There are { $count } paid hours on that day, they stay.
    } If you can't make it, call it off or ask for somebody else.
hours-coming-title =
    <b>My bookings</b>

    { $count ->
        [0] Nobody yet.
       *[other] Ahead: { $count }.
    }
hours-all-title =
    <b>Hours of all operators</b>

    { $count ->
        [0] Nobody yet.
       *[other] Ahead: { $count }.
    }
hours-reassign = 🔁 Give to somebody else
hours-reassign-title = Who shall take hour No. { $id } ({ $when })? 🟢 works then, ⚪️ not by schedule.
hours-reassign-none = Nobody can take hour No. { $id } ({ $when }): no operator is free then.

hours-error-not-offered = This time is no longer offered. Choose another one.
hours-error-taken = Somebody was a moment faster. Choose another time.
hours-error-busy = You already have an hour at that time.
hours-error-holds = Pay for the slots you keep, or let them go, first.
hours-error-late = This hour can't be called off any more.
hours-error-closed = The chat of this hour is closed: it's open for its 60 minutes only.
hours-error-terms = Something has changed since then. Please look again.
hours-error-no-host = This person hosts no hours.
hours-error-span = That time can't be read. Write it like 9:00-18:00.
hours-error-short = Too short: a window has at least an hour.
hours-error-windows = Too many windows on one day: up to eight fit.
hours-error-day = This day can't be chosen.
