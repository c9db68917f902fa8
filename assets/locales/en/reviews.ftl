reviews-title = <b>Reviews</b>
reviews-title-of = <b>Reviews: executor { $number }</b>
reviews-none = None yet.
reviews-summary =
    ★ { $average } · { $count ->
        [one] { $count } review
       *[other] { $count } reviews
    }
reviews-entry = { $stars } <b>{ $name }</b> · { $day }
reviews-about-executor = <i>Executor { $number }</i>
reviews-about-hour = <i>Hour with support</i>
reviews-about-tour = <i>Tour “{ $tour }”</i>
reviews-answer = 💬 <i>Answer: { $text }</i>
reviews-nobody = A client
reviews-whole = 📖 In full: { $name }

reviews-ask-order = Order No. { $number } is done. How was the work?
reviews-ask-hour = Your hour with support is over. How was it?
reviews-ask-tour = Welcome back from your trip. How was the tour?
reviews-rated = Thank you! Your rating: { $stars }
reviews-ask-text = Write a few words: what went well, what was missing. Up to { $limit } characters. Everybody will read it, with your first name beside it.
reviews-wordless = No words
reviews-other-stars = Other stars
reviews-thanks = Thank you! { $stars } Your review appears on the list once our staff has looked at it.
reviews-masked = We took the contacts out: everybody will read this.
reviews-news-shown = ⭐ Your review is public now. Thank you!
reviews-news-answered =
    Your review was answered:

    { $text }

reviews-queue-waiting = <b>Reviews</b> · waiting: { $count }
reviews-queue-shown = <b>Reviews</b> · public: { $count }
reviews-queue-hidden = <b>Reviews</b> · hidden: { $count }
reviews-tab-waiting = Waiting · { $count }
reviews-tab-shown = Public · { $count }
reviews-tab-hidden = Hidden · { $count }
reviews-card-order = <b>Review of order No. { $number }</b>
reviews-card-hour = <b>Review of hour No. { $number }</b>
reviews-card-tour = <b>Review of a tour, booking No. { $number }</b>
reviews-state-waiting = ⏳ Waits for a look
reviews-state-shown = 👁 Everybody sees it
reviews-state-hidden = 🙈 Hidden
reviews-show = 👁 Show
reviews-hide = 🙈 Hide
reviews-write-answer = 💬 Answer
reviews-ask-answer = Type the answer, up to { $limit } characters. The author gets it at once, others see it under the review.

reviews-error-not-done = You can review the work once it is done.
reviews-error-stars = Give one to five stars.
reviews-error-stands = Our staff has looked at this review: it cannot be changed.
reviews-error-empty = There are no words in it. Please type a text.
reviews-error-long = Too long: up to { $limit } characters fit.
reviews-error-changed = The review has changed meanwhile. This is how it looks now.
