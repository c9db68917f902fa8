# Wizards of agencies: tours, sessions, discounts, the card of an agency.
maker-tours =
    <b>Tours of the agency</b>

    { $count ->
        [0] Nothing here yet.
       *[other] Pick a tour to change it.
    }
maker-state-draft = ✏️ Draft
maker-state-published = 🟢 Published
maker-state-archived = 🗂 Archived
maker-new = ➕ New tour
maker-ask-title = What is the tour called? Up to { $limit } characters, in your language; others can be added later.
maker-tour =
    <b>{ $title }</b>
    { $state }

    Category: { $category }
    Type: { $kind }
    City: { $city }
    Days: { $days }
    Transport: { $transports }
    Spoken: { $spoken }
    Texts: { $words }
    Pictures: { $photos }, sessions ahead: { $sessions }
maker-words = 📝 { $lang }
maker-category = 🗂 Category
maker-city = 🏙 City
maker-kind = 🧭 Type
maker-params = 📋 Details
maker-transports = 🚌 Transport
maker-languages = 🗣 Languages spoken
maker-days = 📆 How many days
maker-photos = 🖼 Pictures
maker-session = 📅 New session
maker-discount = 🔥 Discount on it
maker-code = 🎟 Promo code for the tour
maker-preview = 👀 As travellers see it
maker-publish = 🚀 Publish
maker-publish-again = 🚀 Publish again
maker-archive = 🗂 Archive
maker-lang-ru = Russian
maker-lang-uz = Uzbek
maker-lang-en = English
maker-words-page =
    <b>Texts</b> · { $lang }

    <b>Title</b>
    { $title }

    <b>Description</b>
    { $description }

    <b>What is included</b>
    { $included }

    <b>Where we meet</b>
    { $meeting }
maker-field-title = Title
maker-field-description = Description
maker-field-included = What is included
maker-field-meeting = Where we meet
maker-ask-word =
    <b>{ $field }</b> · { $lang }

    Send the text, up to { $limit } characters. To wipe it send "-".
maker-choose-category = Which category is it in?
maker-choose-kind = What type of tour is it? Details of another type go when it changes.
maker-choose-city = Where does it begin?
maker-choose-transports = How do you travel? You can pick several.
maker-choose-languages = Which languages does the guide speak?
maker-ask-days = How many days does it take? From 1 to { $limit }. Sessions that are there do not change.
maker-params-page =
    <b>Details</b>

    Those with an asterisk are needed before you publish.
maker-ask-number =
    <b>{ $title }</b>

    Type a number from { $min } to { $max }.
maker-ask-choice = <b>{ $title }</b>
maker-param-none = Leave it out
maker-photos-page =
    <b>Pictures</b>: { $count } of { $limit }

    Send pictures, one or a whole album. The first is the cover. Tap a number to move it or take it out.
maker-photo-page = <b>Picture { $number }</b>
maker-photo-cover = ⭐️ Make it the cover
maker-photo-forward = ◀️ Forward
maker-photo-out = 🗑 Take it out
maker-ask-archive = Archive "{ $title }"? There will be no new bookings, the old ones stay.
maker-error-photo = That is no picture. Send it as a photo, not as a file.
maker-error-title-first = Write the title in this language first.
maker-error-missing = It cannot be published yet. Missing: { $what }.
maker-missing-description = description
maker-missing-included = what is included
maker-missing-meeting_point = where you meet
maker-missing-transports = transport
planner-day = On which day does the session begin?
planner-currency = Session of { $day }. In which currency is the price?
planner-ask-price = What does an adult pay? Type the sum, such as 12 500.
planner-ask-child = What does a child pay? For the price of an adult send "-".
planner-ask-seats = How many seats in all? From 1 to { $limit }.
planner-ask-least = How many people does it take? 0: any number.
planner-ask-chat = Send the invite link of the tour's chat, it begins with https://t.me/. Those who paid will see it. To remove it send "-".
planner-ask-rule = What goes back when a traveller cancels? Type pairs of "days before: per cent", such as 14:100 7:50 3:20. Bookings made before keep their rule.
planner-as-adult = as an adult
planner-sketch =
    <b>{ $title }</b>
    Begins { $day }

    Adult: { $adult }
    Child: { $child }
    Seats: { $seats }
    Smallest group: { $least }
    Names of participants: { $names }

    The chat and the rule of refunds are set once it is made.
planner-make = ✅ Make the session
planner-part-price = 💰 Price
planner-part-child = 🧒 Child price
planner-part-seats = 💺 Seats
planner-part-least = 👥 Smallest group
planner-part-chat = 💬 Tour chat
planner-part-rule = ↩️ Refund rule
planner-part-day = 📅 Date
planner-names-on = 📝 Ask for names
planner-names-off = 📝 Do not ask for names
planner-repeat = 🔁 Repeat
planner-every = Every how many weeks?
planner-every-weeks =
    { $count ->
        [one] Every week
       *[other] Every { $count } weeks
    }
planner-times =
    { $count ->
        [one] Every week
       *[other] Every { $count } weeks
    }. How many times?
planner-repeated =
    { $count ->
        [0] There are sessions on these days already.
        [one] { $count } session was added.
       *[other] { $count } sessions were added.
    }
planner-error-chat = That is no invite to a Telegram chat. The link begins with https://t.me/.
planner-discounts =
    <b>Discounts and codes</b> · { $agency }

    { $count ->
        [0] Nothing is on right now.
       *[other] On right now:
    }
planner-promote = 🔥 New discount
planner-new-code = 🎟 New promo code
planner-ask-promotion = What is the discount called? Travellers see the name.
planner-ask-code = Which promo code? 3 to 20 Latin letters and digits, such as WINTER10.
planner-ask-off = How much off? Type per cent or a sum: 10 %, 1 500 ₽ or 50 000 UZS.
planner-ask-until = Until which day, that day included? Such as 31.12.
planner-ask-total = For how many bookings in all? 0: any number.
planner-ask-person = How often may one person use it? 0: any number.
planner-ask-minimum = From which price on is it good? For example 5 000 ₽ or 500 000 soʻm. 0: from any price.
planner-promotion =
    🔥 <b>{ $name }</b>: −{ $off }
    Until { $until }, used: { $used }
planner-code =
    🎟 <b>{ $code }</b>: −{ $off }
    Until { $until }, used: { $used }
planner-code-copy = 📋 Copy the link
planner-end = ✖️ Switch it off
planner-error-answer = That answer makes no sense.
planner-error-code-taken = There is such a promo code already.
planner-error-name = That name does not fit.
platform-new = ➕ New agency
platform-ask-new = What is the agency called? Up to { $limit } characters.
platform-card =
    <b>{ $name }</b>

    <b>About us</b>
    { $about }

    <b>Contacts</b>
    { $contacts }

    Logo: { $logo }
platform-terms =
    Commission: { $commission }%
    Payme cash desk: { $payme }
    Managers: { $managers }
platform-item-name = ✏️ Name
platform-item-about = 📝 About us
platform-item-contacts = ☎️ Contacts
platform-item-logo = 🖼 Logo
platform-item-commission = ％ Commission
platform-item-payme = 💳 Payme cash desk
platform-item-manager = ➕ Manager
platform-item-block = ⛔️ Block
platform-managers = 👥 Managers
platform-disconnect = 🔌 Disconnect it
platform-unblock = ✅ Unblock
platform-ask-name = <b>{ $agency }</b>: the new name? Up to { $limit } characters.
platform-ask-about = <b>{ $agency }</b>: who are you? Up to { $limit } characters. To wipe it send "-".
platform-ask-contacts = <b>{ $agency }</b>: phone, mail, address, up to { $limit } characters. Those who paid see them.
platform-ask-logo = <b>{ $agency }</b>: send the logo as a photo.
platform-ask-commission = <b>{ $agency }</b>: which commission, in per cent? Bookings made before keep theirs.
platform-ask-payme = <b>{ $agency }</b>: send the id of the cash desk from Payme Business.
platform-ask-manager = <b>{ $agency }</b>: who is it? Type a name or @name. They must have opened the bot once.
platform-ask-block = <b>{ $agency }</b>: why? Managers see the reason. There will be no new bookings, the old ones stay.
platform-ask-key = Now the key of the cash desk. If there is a test key, put it on the second line. The message leaves the chat at once.
platform-ask-disconnect = Disconnect the Payme cash desk of "{ $agency }"? Its bookings in sums cannot be paid then.
platform-managers-page =
    <b>Managers</b> · { $agency }

    { $count ->
        [0] Nobody yet. Requests go to the admins.
       *[other] Tap a name to remove it.
    }
platform-found =
    { $count ->
        [0] Nobody found for "{ $words }". Try another way.
       *[other] Who is it?
    }
platform-ask-remove = Remove the manager <b>{ $name }</b>? The desk closes for them.
platform-error-merchant = That is no id of a cash desk: it has Latin letters and digits only.
platform-error-desk-taken = This cash desk belongs to another agency already.
