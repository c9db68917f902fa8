tokens-list =
    <b>Keys</b>

    { $count ->
        [0] No keys yet.
        [one] { $count } key.
       *[other] { $count } keys.
    } With a key your program talks to us on your behalf. Don't show it to anyone.
tokens-docs = Description: { $address }
tokens-new-read = ＋ Read only
tokens-new-write = ＋ Full access
tokens-scope-read = read only
tokens-scope-write = full access
tokens-ask-name = A new key, { $scope }. What shall we call it? For example: “Home script”.
tokens-created =
    The key “{ $name }” is ready. Copy it now: we won't show it again.

    <code>{ $token }</code>
tokens-copy = 📋 Copy
tokens-card =
    <b>{ $name }</b>

    Ends in …{ $hint }
    Access: { $scope }
    Created: { $created }
    Last used: { $used }
tokens-never-used = never
tokens-revoke = 🗑 Revoke
tokens-revoke-ask = Revoke the key “{ $name }”? Programs that use it will stop working at once.
tokens-error-empty = A key needs a name. Write it in words.
tokens-error-long = Too long: up to { $limit } characters fit.
tokens-error-many =
    { $limit ->
        [one] You can't have more than { $limit } key.
       *[other] You can't have more than { $limit } keys.
    } Revoke one you don't need.
tokens-error-gone = This key is already gone.
