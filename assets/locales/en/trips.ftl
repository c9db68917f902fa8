# A trip of one's own: requests of travellers and offers of agencies.
trips-home = 🧭 A trip of your own
trips-list = 📋 My requests
trips-mine =
    <b>My requests</b>

    { $count ->
        [0] Tell us where you would like to go, and agencies will make you offers.
       *[other] Choose a request or put together a new one.
    }
trips-begin = 🧭 Put a trip together
trips-go-on = ✏️ Go on with the draft
trips-ask-place =
    <b>Where to?</b>

    Mark cities, or write the place in your own words, up to { $limit } characters.
trips-place = Place: { $text }
trips-ask-when =
    <b>When do we start?</b>

    Choose a day or a whole month.
trips-when = Chosen: { $when }
trips-whole-month = Any day: { $month }
trips-flexible =
    { $days ->
        [0] Exactly
       *[other] ±{ $days } d
    }
trips-about = { $day } ± { $days } d
trips-ask-days =
    <b>For how many days?</b>

    Choose or write a number, { $most } at most.
trips-ask-party = <b>Who is coming?</b>
trips-ask-budget =
    <b>What is the budget for everybody?</b>

    Choose the currency and write the sum. For example: 60 000
trips-budget = Budget: { $sum }
trips-any-budget = any budget
trips-currency-rub = ₽ roubles
trips-currency-uzs = soʻm
trips-ask-transport =
    <b>How do we travel?</b>

    You may mark several. If it does not matter, just go on.
trips-ask-wishes =
    <b>What else matters?</b>

    Meals, hotel, pace, the guide's language. Up to { $limit } characters. No need for a phone or an address.
trips-wishes = Wishes: { $text }
trips-no-wishes = No wishes
trips-wanted =
    📍 { $places }
    📅 { $when } · { $days }
    👥 { $party }
    💰 { $budget }
trips-summary = <b>Your request</b>
trips-summary-next =
    Agencies will see it without your contacts and may answer for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
trips-submit = 📨 Send to agencies
trips-edit-place = 📍 Where
trips-edit-when = 📅 When
trips-edit-days = 🗓 How long
trips-edit-party = 👥 Who
trips-edit-budget = 💰 Budget
trips-edit-transport = 🚌 Transport
trips-edit-wishes = ✍️ Wishes
trips-head = <b>Request no. { $number }</b>
trips-status-open =
    ⏳ Waiting for offers, { $left } left.
    { $count ->
        [0] None yet: we will write as soon as an agency answers.
       *[other] Offers: { $count }
    }
trips-status-chosen = ✅ An offer is chosen.
trips-status-cancelled = ↩️ The request is called off.
trips-status-expired = ⌛ The request has expired.
trips-compare = 💬 Compare offers: { $count }
trips-cancel = Call the request off
trips-ask-cancel = Call request no. { $number } off? Agencies will not be able to answer it any more.
trips-left-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
trips-compare-title =
    <b>Offers</b>

    { $count ->
        [0] There is nothing to choose from right now.
       *[other] Open one to choose it or to bargain.
    }
trips-offer =
    🏢 <b>{ $agency }</b>
    <b>{ $sum }</b> for everybody, about { $each } each
    📅 { $days }
trips-valid = ⏳ Holds for { $left } more
trips-based-on = Based on the tour “{ $tour }”
trips-rounds = <b>The bargaining</b>
trips-side-traveller = Traveller
trips-side-agency = Agency
trips-round = { $who }: { $said }
trips-turn-agency = Waiting for the agency's answer. You can still choose it at the present price.
trips-offer-chosen = ✅ You chose this offer.
trips-offer-withdrawn = ↩️ The agency took the offer back.
trips-offer-declined = ✖️ You declined this offer.
trips-offer-over = ⌛ This offer no longer holds.
trips-choose = ✅ Choose for { $sum }
trips-counter = 💬 Bargain
trips-decline = ✖️ Decline
trips-ask-counter =
    <b>{ $agency }</b> asks for { $sum }.

    Write your price for everybody, a question, or both. For example: 42 000, if without lunches. Up to { $limit } characters.
trips-ask-choose =
    Choose the offer of “{ $agency }” for <b>{ $sum }</b>?
    📅 { $days } · { $party }

    The other agencies will be told no, and you will have { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } to pay. Cancelling before the payment is free.
trips-chosen = ✅ <b>It is a deal!</b> The booking is made; now it has to be paid.
trips-open = 🧭 Open the request
trips-open-offer = 💬 Open the offer
trips-open-all = 📋 All offers

trips-desk-button = 🧭 Trip requests · { $count }
trips-desk =
    <b>Trip requests</b>

    { $count ->
        [0] Nobody is looking for anything right now.
       *[other] Choose a request to answer.
    }
trips-desk-left = ⏳ You may answer for { $left } more.
trips-desk-over = ⌛ The request is closed.
trips-make-offer = 💬 Make an offer
trips-my-offer = 💬 Our offer · { $sum }
trips-which-tour =
    { $count ->
        [0] First you need a tour, if only a draft: the booking will belong to it.
       *[other] <b>Which tour is it based on?</b> A draft will do; you describe the programme in words.
    }
trips-my-head =
    <b>Offer for request no. { $number }</b>
    👥 { $party }
    🗺 { $tour }
    📅 { $days }
    💰 { $sum } for everybody
    ⏳ Holds for { $hours } h once sent
trips-my-draft = ✏️ Not sent yet.
trips-my-open = ⏳ The traveller is thinking, { $left } left.
trips-my-countered = 💬 The traveller asks for <b>{ $sum }</b>.
trips-my-asked = 💬 The traveller waits for an answer.
trips-my-chosen = ✅ The offer is chosen.
trips-my-over = ⌛ The offer no longer holds.
trips-my-declined = ✖️ The traveller declined.
trips-my-withdrawn = ↩️ Taken back.
trips-send = 📨 Send
trips-agree = ✅ Agree to { $sum }
trips-reply = 💬 Answer
trips-set-price = 💰 Price
trips-set-text = 📝 What is included
trips-set-day = 📅 Date
trips-set-days = 🗓 Days
trips-set-tour = 🗺 Tour
trips-set-valid = ⏳ Validity
trips-withdraw = ↩️ Take back
trips-ask-price =
    <b>What does the trip cost for everybody?</b>
    👥 { $party }

    Write the sum. For example: 58 000
trips-ask-included =
    <b>What is included?</b>

    Programme, hotel, meals, transport. Up to { $limit } characters.
trips-ask-offer-days = For how many days? Write a number, { $most } at most.
trips-ask-reply = Write a new price for everybody, an answer, or both. Up to { $limit } characters.
trips-ask-day = <b>When do we start?</b> The request says: { $when }
trips-ask-valid = How long does the offer hold?
trips-ask-withdraw = Take the offer back? The traveller will not be able to choose it any more.

trips-news-asked = 🧭 <b>Somebody is looking for a trip</b>
trips-news-offered = 💬 <b>{ $agency }</b> offers a trip for <b>{ $sum }</b>, request no. { $number }.
trips-news-changed = 💬 <b>{ $agency }</b> answers about request no. { $number }: now <b>{ $sum }</b>.
trips-news-withdrawn = ↩️ <b>{ $agency }</b> took its offer for request no. { $number } back.
trips-news-countered = 💬 <b>An answer about request no. { $number }</b>
trips-news-declined = ✖️ The offer for request no. { $number } was declined.
trips-news-chosen = 🎉 <b>You were chosen!</b> Request no. { $number } for { $sum }. Waiting for the payment.
trips-news-passed = Another offer was chosen for request no. { $number }.
trips-news-cancelled = ↩️ Request no. { $number } was called off.
trips-news-lapsed = ⌛ Your offer for request no. { $number } no longer holds: its time is over.
trips-news-closed = ⌛ Request no. { $number } has expired, and the traveller chose nobody.
trips-news-expired = ⌛ Request no. { $number } has expired. You can put together a new one.
trips-news-waiting = 🔔 There are offers for request no. { $number }, and they do not hold for ever.

trips-error-not-text = Words are needed here.
trips-error-moved = That is no longer possible: the request or the offer has changed.
trips-error-changed = The offer has changed. Have a look at what it says now.
trips-error-lapsed = The offer no longer holds.
trips-error-blocked = The agency does not work here at the moment.
trips-error-too-many =
    { $count ->
        [one] Only { $count } request can be open.
       *[other] No more than { $count } requests can be open.
    } Wait for an answer, or call one of them off.
trips-error-missing = Please answer this question first.
trips-error-incomplete = First set the price and say what is included.
trips-error-text = The text is empty or too long.
trips-error-price = A sum above nought is needed. For example: 45 000
trips-error-number = That number will not do.
trips-error-day = That day will not do: it has to be ahead, and within a year.
trips-error-party = At least one adult is needed, and the party must not be too large.
