pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Where a shopper writes what they like and what they want less of, with the keyboard of the page.
Rectangle {
    id: sheet

    required property int longest
    required property RowsModel offered // words for the letters that are typed

    readonly property real keysWidth: Theme.portrait ? width - 2 * Theme.space3 : Math.round(width * 0.5) - Theme.margin
    readonly property real textWidth: Theme.portrait ? width - 2 * Theme.margin : width - keysWidth - 3 * Theme.margin

    signal typed(letters: string)
    signal said(text: string)

    function open(words: string): void {
        field.text = words;
        field.input.cursorPosition = field.input.length;
        visible = true;
        field.input.forceActiveFocus();
    }
    function close(): void {
        visible = false;
        field.text = "";
    }
    function save(): void {
        said(field.text);
        close();
    }

    visible: false
    color: Theme.paper

    MouseArea { anchors.fill: parent } // nothing below can be touched
    PageHead {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: sheet.textWidth
        title: qsTr("In your own words")
        note: qsTr("Say what you like and what you want less of. It stays on this kiosk, encrypted. It is no allergy filter: read the label.")
    }
    WordsField {
        id: field
        x: Theme.portrait ? Theme.margin : sheet.width - width - Theme.margin
        y: Theme.portrait ? head.y + head.height + Theme.space3 : Theme.margin
        width: Theme.portrait ? sheet.textWidth : sheet.keysWidth
        height: Math.min(implicitHeight, keyboard.y - Theme.space3 - y)
        longest: sheet.longest
        onLettersChanged: if (sheet.visible)
            sheet.typed(letters)
        onSubmitted: sheet.save()
    }
    Flow {
        id: pieces
        x: Theme.margin
        y: Theme.portrait ? field.y + field.height + Theme.space3 : head.y + head.height + Theme.space3
        width: sheet.textWidth
        height: Math.min(implicitHeight, rows * (Theme.touchSecondary + spacing) - spacing)
        clip: true
        spacing: Theme.space2

        readonly property int rows: Math.floor((actions.y - y) / (Theme.touchSecondary + spacing)) // that there is room for

        Repeater {
            model: [qsTr("I like "), qsTr("no "), qsTr(", ")]

            Tap {
                id: stem

                required property string modelData
                required property int index

                objectName: "stem-" + index
                width: Math.max(Theme.touchPrimary, implicitContentWidth + 2 * Theme.space3)
                height: Theme.touchSecondary
                text: modelData.trim()
                onClicked: field.insert(modelData)

                background: Rectangle {
                    radius: height / 2
                    color: stem.sunk ? Theme.sunken : Theme.surface
                    border.color: Theme.line
                    border.width: Theme.hair
                }
                contentItem: Label {
                    text: stem.text
                    horizontalAlignment: Text.AlignHCenter
                    lineHeight: 1
                }
            }
        }
        Repeater {
            model: sheet.offered

            Tap {
                id: offer

                required property string word
                required property int index

                objectName: "offer-" + index
                width: Math.max(Theme.touchPrimary, implicitContentWidth + 2 * Theme.space3)
                height: Theme.touchSecondary
                text: word
                onClicked: field.choose(word)

                background: Rectangle {
                    radius: height / 2
                    color: offer.sunk ? Theme.accent : Theme.accentSoft
                }
                contentItem: Label {
                    text: offer.text
                    color: offer.sunk ? Theme.overAccent : Theme.accent
                    horizontalAlignment: Text.AlignHCenter
                    font.bold: true
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
    Row {
        id: actions
        x: Theme.margin
        y: (Theme.portrait ? keyboard.y : sheet.height) - height - Theme.space3
        spacing: Theme.space2

        ActionButton {
            id: keep
            objectName: "wordsSave"
            width: (sheet.textWidth - Theme.space2) / 2
            text: qsTr("Keep it")
            onClicked: sheet.save()
        }
        ActionButton {
            objectName: "wordsCancel"
            width: (sheet.textWidth - Theme.space2) / 2
            kind: "secondary"
            height: keep.height
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
    Keyboard {
        id: keyboard
        x: Theme.portrait ? Theme.space3 : sheet.width - width - Theme.margin
        y: sheet.height - height - Theme.space3
        width: sheet.keysWidth
        keyHeight: Theme.keyTall
        onTyped: key => field.insert(key)
        onErased: field.erase()
        onCleared: field.input.clear()
    }
}
