# Tours: the catalogue and the card.
tours-home =
    <b>Tours</b>

    Pick what you like, or look by city, date and price.
tours-home-empty =
    <b>Tours</b>

    There are no tours on sale yet. Look in later: agencies add new ones every week.
tours-by-city = 🏙 City
tours-by-month = 📅 When
tours-by-price = 💰 Price
tours-search = 🔎 Search
tours-search-again = 🔎 Search again
tours-all = 🌍 All tours
tours-kept = ♥ Favourites
tours-bookings = 🎫 My bookings
tours-any = Any
tours-up-to = up to { $sum }
tours-list =
    <b>{ $chosen }</b>

    { $count ->
        [0] Nothing found. Try another city, month or price.
        [one] { $count } tour found.
       *[other] { $count } tours found.
    }
tours-found =
    <b>Search: { $words }</b>

    { $count ->
        [0] Nothing found. Try one word: a city, or a part of the title.
        [one] { $count } tour found.
       *[other] { $count } tours found.
    }
tours-found-first = These are the first { $count }. Add a word to find fewer.
tours-ask-words = Write a city or a word from the title.
tours-which-city = Which city?
tours-which-month = When would you like to go?
tours-which-price = How much would you pay for an adult?
tours-rating = ★ { $stars } ({ $count })
tours-length =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
tours-card =
    <b>{ $title }</b>
    { $facts }
    🏢 { $agency }
tours-from = From <b>{ $sum }</b> an adult
tours-promotion = 🔥 { $name }, until { $until }
tours-no-dates = No dates yet. Add the tour to your favourites so that you do not lose it.
tours-nearest = <b>Next dates</b>
tours-session =
    { $days } · { $sum } · { $free ->
        [0] sold out
        [one] { $free } seat left
       *[other] { $free } seats left
    }
tours-session-button =
    { $days } · { $sum } · { $free ->
        [0] sold out
        [one] { $free } seat
       *[other] { $free } seats
    }
tours-dates = 📅 Dates and seats
tours-more = 📖 Details
tours-photos = 🖼 Photos ({ $count })
tours-album = 🗂 All photos at once
tours-album-sent = ☝️ All photos of “{ $title }”.
tours-keep = ♡ Add to favourites
tours-drop = ♥ Remove from favourites
tours-share = 📤 Share
tours-more-title = <b>{ $title }</b>
tours-included =
    <b>What is included</b>
    { $text }
tours-meeting =
    <b>Where we meet</b>
    { $text }
tours-param = { $name }: { $value }
tours-transports = Transport: { $names }
tours-languages = Languages: { $names }
tours-about-agency =
    <b>{ $name }</b>
    { $text }
tours-dates-title =
    <b>{ $title }</b>
    { $month }
tours-month-empty = No dates this month.
tours-day =
    <b>{ $title }</b>

    Pick a group.
tours-rule = <b>If you cancel</b>
tours-rule-step =
    { $days ->
        [0] until it begins { $percent } % goes back
        [one] { $days } day before or earlier { $percent } % goes back
       *[other] { $days } days before or earlier { $percent } % goes back
    }
tours-rule-later = later nothing goes back
tours-rule-none = If you cancel, nothing goes back.
tours-message =
    ✉️ <b>{ $agency }</b>
    { $tour }, { $days }

    { $text }

tours-error-moved = Things changed while you were looking. Open it again.
tours-error-blocked = The agency is blocked and cannot sell for now.
tours-error-taken = That name, code or cash desk exists already.
tours-error-text = The text is empty, too long or does not fit.
tours-error-params = Some parameters do not fit the type of the tour. Check them.
tours-error-incomplete = To publish, a tour needs a description, what is included, a meeting point, transport and all required parameters.
tours-error-number = That number does not fit.
tours-error-dates = Those dates do not fit: they are past, too far ahead or in the wrong order.
tours-error-taken-seats =
    { $count ->
        [one] { $count } seat is taken: it cannot be fewer.
       *[other] { $count } seats are taken: it cannot be fewer.
    }
tours-error-photos = An album holds ten photos.
tours-error-album = The photos do not open now. Please try later.
tours-error-rule = Write the rule like this: 14:100 7:50 — all of it up to 14 days before, half up to 7.
tours-inline =
    🌍 <b>{ $title }</b>
    { $facts }
tours-inline-next = Next date: { $day }, <b>{ $sum }</b> an adult
tours-inline-open = 🌍 Open the tour
tours-inline-all = All tours in the bot
tours-friends = 👥 Friends of yours go: { $names }
tours-promo =
    🎟 <b>Promo code { $code }</b>: −{ $off } on a tour
    Good until { $until }. Type it when you book.
tours-promo-minimum = For bookings from { $sum }.
tours-promo-tour = 🌍 Open the tour
tours-promo-copy = 📋 Copy the code
tours-promo-all = 🌍 All tours
tours-agency = <b>🏢 { $name }</b>
tours-agency-count =
    { $count ->
        [0] There are no tours now.
        [one] { $count } tour on sale.
       *[other] { $count } tours on sale.
    }
