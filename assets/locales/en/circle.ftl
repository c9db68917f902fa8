circle-title =
    <b>Circle</b>

    { $count ->
        [0] Nobody here yet.
        [one] { $count } friend.
       *[other] { $count } friends.
    } Send a friend your link: you'll see each other here once you both agree.

    { $link }
circle-waiting =
    { $count ->
        [one] { $count } person is waiting for your answer.
       *[other] { $count } people are waiting for your answer.
    }
circle-share = 📨 Send to a friend
circle-share-text = Join my circle in { $brand }
circle-copy = 📋 Copy
circle-new-link = 🔄 New link
circle-invitation = <b>{ $name }</b> invites you to their circle. Friends see each other's names and can share routes and tours.
circle-connect = 🤝 Connect
circle-not-now = Not now
circle-asked = Request sent. We'll tell you as soon as <b>{ $name }</b> agrees.
circle-friends-now = 🤝 You and <b>{ $name }</b> are friends now.
circle-request = <b>{ $name }</b> would like to join your circle.
circle-accept = ✅ Accept
circle-decline = ✖️ Decline
circle-friend = <b>{ $name }</b>

    In your circle since { $since }.
circle-remove = 🗑 Remove from circle
circle-remove-ask = Remove <b>{ $name }</b> from your circle? You'll disappear from each other's lists.
circle-error-link = This link no longer works. Ask for a new one.
circle-error-yourself = This is your own link. Send it to a friend.
circle-error-already = You're already friends.
circle-error-full = The circle is full: it holds up to 200 people.
circle-error-gone = This request or friend is no longer here.
circle-trips-shown = 🧳 Friends who show their trips see which tours you go on, and you see theirs.
circle-trips-hidden = 🧳 Friends do not see your trips, nor you theirs. Only those who show their own see them.
circle-trips-show = 🧳 Show my trips to friends
circle-trips-hide = 🙈 Hide my trips
