pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme

// The on-screen keyboard: letters and digits. Chinese is found by typing pinyin or its initials.
Column {
    id: keyboard

    readonly property list<string> rows: ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property real keyWidth: Math.floor((width - 9 * spacing) / 10)
    required property real keyHeight

    signal typed(key: string)
    signal erased()
    signal cleared()

    spacing: Theme.space1

    Repeater {
        model: keyboard.rows

        Row {
            id: row

            required property string modelData
            required property int index

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: keyboard.spacing

            Repeater {
                model: row.modelData.split("")

                Key {
                    required property string modelData

                    width: keyboard.keyWidth
                    height: keyboard.keyHeight
                    text: modelData
                    objectName: "key-" + modelData
                    onClicked: keyboard.typed(modelData)
                }
            }
            Key {
                objectName: "keyErase"
                visible: row.index === 3
                width: Math.round(keyboard.keyWidth * 1.5)
                height: keyboard.keyHeight
                glyph: Icons.erase
                text: qsTr("Erase")
                autoRepeat: true
                onClicked: keyboard.erased()
            }
        }
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: keyboard.spacing

        Key {
            objectName: "keyClear"
            width: Math.round(keyboard.keyWidth * 2.2)
            height: keyboard.keyHeight
            text: qsTr("Clear")
            words: true
            onClicked: keyboard.cleared()
        }
        Key {
            objectName: "keySpace"
            width: keyboard.width - Math.round(keyboard.keyWidth * 2.2) - keyboard.spacing
            height: keyboard.keyHeight
            glyph: Icons.space
            text: qsTr("Space")
            onClicked: keyboard.typed(" ")
        }
    }
}
