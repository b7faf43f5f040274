import QtQuick
import Endcap.Theme

// The store from above as a row of aisles, with one of them marked.
Item {
    id: map

    required property int aisles
    required property int aislePlace

    readonly property real step: aisles > 0 ? width / aisles : 0

    visible: aisles > 0 && aislePlace >= 0
    implicitHeight: Theme.space6

    Repeater {
        model: map.aisles

        Rectangle {
            required property int index
            readonly property bool here: index === map.aislePlace

            x: index * map.step + (map.step - width) / 2
            y: here ? 0 : Theme.space1
            width: Math.max(Theme.hair, map.step * (here ? 0.7 : 0.44))
            height: map.height - 2 * y
            radius: width / 3
            color: here ? Theme.accent : Theme.line
        }
    }
}
