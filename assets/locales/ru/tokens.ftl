tokens-list =
    <b>Ключи</b>

    { $count ->
        [0] Ключей пока нет.
        [one] { $count } ключ.
        [few] { $count } ключа.
       *[other] { $count } ключей.
    } С ключом ваша программа обращается к нам от вашего имени. Не показывайте его никому.
tokens-docs = Описание: { $address }
tokens-new-read = ＋ Чтение
tokens-new-write = ＋ Полный доступ
tokens-scope-read = только чтение
tokens-scope-write = полный доступ
tokens-ask-name = Новый ключ, { $scope }. Как его назвать? Например: «Домашний скрипт».
tokens-created =
    Ключ «{ $name }» готов. Скопируйте его сейчас: больше мы его не покажем.

    <code>{ $token }</code>
tokens-copy = 📋 Скопировать
tokens-card =
    <b>{ $name }</b>

    Оканчивается на …{ $hint }
    Доступ: { $scope }
    Создан: { $created }
    Последнее обращение: { $used }
tokens-never-used = ещё не было
tokens-revoke = 🗑 Отозвать
tokens-revoke-ask = Отозвать ключ «{ $name }»? Программы с ним сразу перестанут работать.
tokens-error-empty = У ключа должно быть имя. Напишите его словами.
tokens-error-long = Слишком длинно: поместится до { $limit } символов.
tokens-error-many =
    { $limit ->
        [one] Больше { $limit } ключа завести нельзя.
       *[other] Больше { $limit } ключей завести нельзя.
    } Отзовите ненужный.
tokens-error-gone = Этого ключа уже нет.
